package io.tagalong.agent.weave;

import io.tagalong.agent.log.Log;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * The supertypes of a class that is about to be loaded, read from class files: loading them here
 * could come round to the class itself.
 *
 * <p>Only the head of each file is looked at, where the names of the superclass and the interfaces
 * are. Of the JDK's own types the files are read too, since a rule may name one of them.
 */
final class Ancestry {
  private final ClassLoader loader;
  private final Log log;

  /** Internal names of supertypes whose own supertypes are still to be found. */
  private final Deque<String> open = new ArrayDeque<>();

  /** Internal names of all supertypes met so far. */
  private final Set<String> met = new HashSet<>();

  private Ancestry(ClassLoader loader, Log log) {
    this.loader = loader;
    this.log = log;
  }

  /**
   * Finds supertypes. Those beyond a file that the loader does not show are missed, as they may
   * well be of no interest; one that is there and cannot be read is reported, too.
   *
   * @param loader where the files of the supertypes are
   * @param className binary name of the class
   * @param wanted binary names
   * @return those of the wanted that the class is a subtype of, other than itself
   */
  static List<String> find(
      ClassLoader loader, String className, byte[] classFile, Set<String> wanted, Log log) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    Set<String> met = new Ancestry(loader, log).walk(classFile);
    List<String> found = new ArrayList<>();
    for (String name : wanted) {
      if (!name.equals(className) && met.contains(name.replace('.', '/'))) {
        found.add(name);
      }
    }
    return found;
  }

  private Set<String> walk(byte[] classFile) {
    addParents(classFile);
    for (String type = open.poll(); type != null; type = open.poll()) {
      try (InputStream in = loader.getResourceAsStream(type + ".class")) {
        if (in != null) {
          addParents(in.readAllBytes());
        }
      } catch (IOException | RuntimeException e) {
        log.report(
            e,
            "the class file of "
                + type.replace('/', '.')
                + " could not be read: rules with subtypes_of miss what lies beyond it, name the"
                + " classes instead");
      }
    }
    return met;
  }

  private void addParents(byte[] classFile) {
    ClassReader type = new ClassReader(classFile);
    if (type.getSuperName() != null) {
      add(type.getSuperName());
    }
    for (String name : type.getInterfaces()) {
      add(name);
    }
  }

  /** {@code Object} has no supertypes, and every class would have its file read again. */
  private void add(String type) {
    if (met.add(type) && !type.equals("java/lang/Object")) {
      open.add(type);
    }
  }
}
