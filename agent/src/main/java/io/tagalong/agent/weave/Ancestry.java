package io.tagalong.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * The supertypes of a class that is about to be loaded, read from class files: loading them here
 * could come round to the class itself.
 */
final class Ancestry {
  /** More class files are not read for one class. */
  private static final int MAX_READ = 100;

  private Ancestry() {}

  /**
   * Finds supertypes.
   *
   * @param wanted binary names
   * @return those of the wanted that the class is a subtype of
   */
  static List<String> find(ClassLoader loader, byte[] classFile, Set<String> wanted)
      throws IOException {
    List<String> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<ClassReader> toRead = new ArrayList<>(List.of(new ClassReader(classFile)));
    while (!toRead.isEmpty() && seen.size() < MAX_READ) {
      ClassReader reader = toRead.remove(toRead.size() - 1);
      List<String> parents = new ArrayList<>(List.of(reader.getInterfaces()));
      if (reader.getSuperName() != null) {
        parents.add(reader.getSuperName());
      }
      for (String parent : parents) {
        String name = parent.replace('/', '.');
        if (seen.add(name)) {
          if (wanted.contains(name)) {
            found.add(name);
          }
          // The JDK's own types extend none that a rule could name but JDK types.
          if (!name.startsWith("java.")) {
            try (InputStream in = loader.getResourceAsStream(parent + ".class")) {
              if (in != null) {
                toRead.add(new ClassReader(in));
              }
            }
          }
        }
      }
    }
    return found;
  }
}
