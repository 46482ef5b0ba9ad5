package io.tagalong.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Class files of the tests, before they are woven and after. */
public final class ClassFiles {
  private ClassFiles() {}

  /** The class file that a class was loaded from. */
  public static byte[] of(Class<?> type) throws IOException {
    String file = '/' + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  /**
   * Loads a class once more, in a loader of its own; what it names is the same as ever.
   *
   * @param classFile what the class is this time
   */
  public static Class<?> load(Class<?> type, byte[] classFile) throws ClassNotFoundException {
    ClassLoader loader =
        new ClassLoader(type.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(type.getName())
                ? defineClass(name, classFile, 0, classFile.length)
                : super.loadClass(name, resolve);
          }
        };
    return loader.loadClass(type.getName());
  }
}
