package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Brings the dispatcher to where every class loader sees it, and connects it to a linker and a log.
 *
 * <p>The class goes into {@code java.base} by {@code Lookup.defineClass}, after {@code java.lang}
 * has been opened to the agent alone. The usual alternative, appending a jar to the boot class
 * path, makes JDK 25 load every class of the application without its CDS archive, so it is only
 * what happens where a JVM refuses the first: a jar with the same class under another name, as the
 * boot loader looks for {@code java.lang} nowhere but in {@code java.base}.
 */
public final class DispatcherDoor {
  /** Beside this class, in the agent's jar: the dispatcher as a class of {@code java.lang}. */
  private static final String IN_JAVA_BASE = "TagalongDispatcher.bin";

  /** The same source, compiled as {@link #BOOT_NAME}. */
  private static final String ON_BOOT_PATH = "BootDispatcher.bin";

  private static final String BOOT_NAME = "io.tagalong.boot.TagalongDispatcher";

  private final Class<?> dispatcher;
  private final VarHandle cutShort;

  private DispatcherDoor(Class<?> dispatcher) throws ReflectiveOperationException {
    this.dispatcher = dispatcher;
    this.cutShort =
        MethodHandles.publicLookup().findStaticVarHandle(dispatcher, "cutShort", boolean.class);
  }

  /** Opens the door. To be called once, before the first class is woven. */
  public static DispatcherDoor open(Instrumentation instrumentation, Linker linker, Log log)
      throws IOException, ReflectiveOperationException {
    Class<?> dispatcher = define(instrumentation, log);
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle link =
        lookup.bind(
            linker,
            "link",
            MethodType.methodType(
                CallSite.class,
                MethodHandles.Lookup.class,
                String.class,
                MethodType.class,
                Object[].class));
    MethodHandle suppressed =
        lookup.bind(log, "report", MethodType.methodType(void.class, Throwable.class));
    dispatcher.getField("suppressed").set(null, suppressed);
    dispatcher.getField("link").set(null, link);
    return new DispatcherDoor(dispatcher);
  }

  /** The class in {@code java.base} or on the boot class path that woven code calls. */
  public Class<?> dispatcher() {
    return dispatcher;
  }

  /** Whether a woven call was cut short since this was asked the last time. */
  public boolean cutShort() {
    return (boolean) cutShort.getAndSet(false);
  }

  private static Class<?> define(Instrumentation instrumentation, Log log)
      throws IOException, ReflectiveOperationException {
    try {
      return defineInJavaBase(instrumentation);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      log.say(
          "this JVM takes no class into java.base ("
              + e
              + "); one goes on the boot class path instead, where the JVM may give up its CDS"
              + " archive and start more slowly");
      return appendToBootPath(instrumentation);
    }
  }

  private static Class<?> defineInJavaBase(Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(DispatcherDoor.class.getModule())),
        Set.of(),
        Map.of());
    return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
        .defineClass(read(IN_JAVA_BASE));
  }

  /** By {@code java.io} alone, since the application may not have chosen its file systems yet. */
  private static Class<?> appendToBootPath(Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException {
    File file = File.createTempFile("tagalong-boot", ".jar");
    file.deleteOnExit();
    try (JarOutputStream jar = new JarOutputStream(new FileOutputStream(file))) {
      jar.putNextEntry(new JarEntry(BOOT_NAME.replace('.', '/') + ".class"));
      jar.write(read(ON_BOOT_PATH));
    }
    try (JarFile jar = new JarFile(file)) {
      instrumentation.appendToBootstrapClassLoaderSearch(jar);
    }
    return Class.forName(BOOT_NAME, false, null);
  }

  private static byte[] read(String classFile) throws IOException {
    try (InputStream in = DispatcherDoor.class.getResourceAsStream(classFile)) {
      if (in == null) {
        throw new IOException(classFile + " is not in the agent jar; the jar is damaged");
      }
      return in.readAllBytes();
    }
  }
}
