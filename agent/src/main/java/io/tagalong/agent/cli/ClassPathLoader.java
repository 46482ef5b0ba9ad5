package io.tagalong.agent.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of a class path, so that they can be looked at. Who asks for one must not
 * initialise it: no code of the class path is to run. Owned by the thread of the check.
 */
final class ClassPathLoader extends ClassLoader {
  /** Where a class file has its version, by section 4.1 of the JVM's specification. */
  private static final int VERSION = 6;

  /** The version of class files is this much above that of Java. */
  private static final int ABOVE_JAVA = 44;

  private final Map<String, ClassFile> files;

  /** The name of the class that was last asked for in vain; empty for none. */
  private String missing = "";

  /**
   * @param files by their names: {@code com/example/Shop.class}
   */
  ClassPathLoader(Map<String, ClassFile> files) {
    super(ClassLoader.getPlatformClassLoader());
    this.files = files;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ClassFile file = files.get(name.replace('.', '/') + ".class");
    if (file == null) {
      missing = name;
      throw new ClassNotFoundException(name);
    }
    byte[] bytes;
    try {
      bytes = file.read();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    refuseNewer(name, bytes);
    return defineClass(name, bytes, 0, bytes.length, file.origin());
  }

  /**
   * The name of a class that was asked for in vain since the last call of this method; empty for
   * none. Reflection may keep quiet about one that a signature names.
   */
  String takeMissing() {
    String name = missing;
    missing = "";
    return name;
  }

  /** Says which Java it takes; the JVM would say it in versions of class files. */
  private static void refuseNewer(String name, byte[] classFile) {
    if (classFile.length < VERSION + Short.BYTES) {
      return; // The JVM says what is wrong with it.
    }
    int java = ByteBuffer.wrap(classFile).getShort(VERSION) - ABOVE_JAVA;
    if (java > Runtime.version().feature()) {
      throw new UnsupportedClassVersionError(name + " is compiled for Java " + java);
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    ClassFile file = files.get(name);
    try {
      return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file.read());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
