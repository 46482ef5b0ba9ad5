package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;

/**
 * Defines {@code java.lang.TagalongDispatcher} and connects it to a linker and a log.
 *
 * <p>The class goes into {@code java.base} by {@code Lookup.defineClass}, after {@code java.lang}
 * has been opened to the agent alone. The usual alternative, appending a jar to the boot class
 * path, makes JDK 25 load every class of the application without its CDS archive.
 */
public final class DispatcherDoor {
  private static final String CLASS_FILE = "TagalongDispatcher.bin";

  private DispatcherDoor() {}

  /**
   * Opens the door. To be called once, before the first class is woven.
   *
   * @return the dispatcher class, whose {@code bootstrap} and {@code suppressed} woven code calls
   */
  public static Class<?> open(Instrumentation instrumentation, Linker linker, Log log)
      throws IOException, ReflectiveOperationException {
    Class<?> dispatcher = define(instrumentation);
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
        lookup.bind(log, "suppressed", MethodType.methodType(void.class, Throwable.class));
    dispatcher.getField("suppressed").set(null, suppressed);
    dispatcher.getField("link").set(null, link);
    return dispatcher;
  }

  private static Class<?> define(Instrumentation instrumentation)
      throws IOException, IllegalAccessException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(DispatcherDoor.class.getModule())),
        Set.of(),
        Map.of());
    try (InputStream in = DispatcherDoor.class.getResourceAsStream(CLASS_FILE)) {
      if (in == null) {
        throw new IOException(CLASS_FILE + " is not in the agent jar; the jar is damaged");
      }
      return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
          .defineClass(in.readAllBytes());
    }
  }
}
