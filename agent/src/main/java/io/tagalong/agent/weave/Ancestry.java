package io.tagalong.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * The supertypes of a class that is about to be loaded, described by Byte Buddy from class files:
 * loading them here could come round to the class itself.
 *
 * <p>Most of Byte Buddy is first loaded here, so only users whose rules name supertypes pay for it.
 */
final class Ancestry {
  private Ancestry() {}

  /**
   * Finds supertypes. One whose file the loader does not show, or that is only reached through such
   * a one, may be missed.
   *
   * @param loader where the files of the supertypes are
   * @param className binary name of the class
   * @param wanted binary names
   * @return those of the wanted that the class is a subtype of, other than itself
   */
  static List<String> find(
      ClassLoader loader, String className, byte[] classFile, Set<String> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    ClassFileLocator files =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(className, classFile),
            ClassFileLocator.ForClassLoader.of(loader));
    TypeDescription type =
        TypePool.Default.WithLazyResolution.of(files).describe(className).resolve();
    List<String> found = new ArrayList<>();
    for (String name : wanted) {
      if (!name.equals(className)
          && ElementMatchers.failSafe(ElementMatchers.hasSuperType(ElementMatchers.named(name)))
              .matches(type)) {
        found.add(name);
      }
    }
    return found;
  }
}
