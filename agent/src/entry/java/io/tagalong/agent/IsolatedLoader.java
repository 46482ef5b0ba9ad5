package io.tagalong.agent;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.ProtectionDomain;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of the agent proper: reads what an idle start needs from {@code
 * inst/**.classdata} of the agent jar, and the rest from an {@link Archive} in it.
 *
 * <p>Its parent is the platform loader, so it sees no class of the application, and no loader of
 * the application sees its classes: the file ending hides them from the system loader that also has
 * the jar on its path. Both sides may therefore use their own version of the same library. The jar
 * stays open as long as the JVM runs, because classes are read when they are first needed.
 */
final class IsolatedLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  /** Where the jar has what an idle start needs, an entry each. */
  private static final String START = "inst/";

  private static final String OWN = "io.tagalong.agent.";

  private final JarFile jar;

  /**
   * Asked for once: a security manager may forbid the application, on whose thread classes load.
   */
  private final ProtectionDomain domain = IsolatedLoader.class.getProtectionDomain();

  /** Guarded by this. Made when the first class is wanted that an idle start does not need. */
  private @Nullable Archive archive;

  IsolatedLoader(JarFile jar) {
    super(platformLoader());
    this.jar = jar;
  }

  /** Without a call that Java 8 lacks. A user's own system loader has the class path in between. */
  private static ClassLoader platformLoader() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader;
  }

  /** The agent's own are looked for here first: to miss them elsewhere costs at every start. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OWN)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = read(name.replace('.', '/') + ".class");
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    try {
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (LinkageError e) {
      // Another agent, shown the class while it is being defined, may ask for it: then it is there.
      Class<?> definedMeanwhile = findLoadedClass(name);
      if (definedMeanwhile == null) {
        throw e;
      }
      return definedMeanwhile;
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = read(name);
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      return null; // The contract of this method: a resource that cannot be read is not there.
    }
  }

  /** The bytes of a class or resource; null when there is none. */
  private byte @Nullable [] read(String name) throws IOException {
    ZipEntry entry = jar.getEntry(START + name + (name.endsWith(".class") ? "data" : ""));
    if (entry == null) {
      return archive().read(name);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return bytesOf(entry, in);
    }
  }

  private synchronized Archive archive() {
    Archive made = archive;
    if (made == null) {
      made = new Archive(jar);
      archive = made;
    }
    return made;
  }

  /** The bytes of an entry, whose size is known, since the build writes it in front of them. */
  static byte[] bytesOf(ZipEntry entry, InputStream in) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    new DataInputStream(in).readFully(bytes);
    return bytes;
  }
}
