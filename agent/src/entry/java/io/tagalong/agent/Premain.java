package io.tagalong.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The entry of {@code -javaagent}: checks that the agent may run, then hands over to the isolated
 * part.
 *
 * <p>Compiled for Java 8, so that it can say why it stays off on a JVM that the rest cannot run on.
 * It touches no {@code java.util.logging}, no {@code java.nio.file} and no JMX: used this early,
 * each of them can pin the wrong implementation before the application's main has begun.
 */
public final class Premain {
  private static final int OLDEST_JAVA = 11;

  /** What the command line exits with when it cannot do its work. */
  private static final int FAILED = 1;

  /** The system property by which copies of the agent, of any class loader, know of each other. */
  private static final String RUNNING = "tagalong.running";

  /**
   * Its value while an agent runs: this very object, which a JVM has once for all its literals. A
   * child that was given its parent's properties has one with the same text, and is free to start.
   */
  private static final String HERE = "in this JVM";

  /** Guarded by this class. Tells as much when the application has replaced its properties. */
  private static boolean running;

  private Premain() {}

  /** Called by the JVM before the application's main. Never throws. */
  public static void premain(@Nullable String options, Instrumentation instrumentation) {
    start(options, instrumentation, "start");
  }

  /** Called by the JVM when the agent is attached to a running application. Never throws. */
  public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
    start(options, instrumentation, "attach");
  }

  /** The command line, {@code java -jar tagalong-agent.jar}. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    if (javaVersion() < OLDEST_JAVA) {
      say("Java 11 or newer is needed, this is Java " + javaVersion());
      return FAILED;
    }
    try {
      return (Integer)
          isolated()
              .loadClass("io.tagalong.agent.cli.Main")
              .getMethod("run", String[].class)
              .invoke(null, (Object) arguments);
    } catch (Throwable t) {
      say("failed: " + causeOf(t) + "; if the agent's jar is whole, report this line");
      return FAILED;
    }
  }

  /** A start that does not come about, for whatever reason, leaves the way open to a later one. */
  private static synchronized void start(
      @Nullable String options, Instrumentation instrumentation, String method) {
    try {
      if (mayStart() && started(options, instrumentation, method)) {
        running = true;
        System.setProperty(RUNNING, HERE);
      }
    } catch (Throwable t) {
      say(
          "could not start: "
              + causeOf(t)
              + "; the agent stays off, the application runs without it");
    }
  }

  private static Throwable causeOf(Throwable t) {
    Throwable cause = t instanceof InvocationTargetException ? t.getCause() : null;
    return cause == null ? t : cause;
  }

  /** Says why not, unless that is what the user wants. */
  private static boolean mayStart() {
    if (switchedOff() || startsJdkTool()) {
      return false;
    }
    if (javaVersion() < OLDEST_JAVA) {
      say("Java 11 or newer is needed, this is Java " + javaVersion() + "; the agent stays off");
      return false;
    }
    if (runsAlready()) {
      say("the agent runs already; this second copy stays off, name it once");
      return false;
    }
    return true;
  }

  private static boolean started(
      @Nullable String options, Instrumentation instrumentation, String method) throws Exception {
    return (Boolean)
        isolated()
            .loadClass("io.tagalong.agent.Agent")
            .getMethod(method, String.class, Instrumentation.class)
            .invoke(null, options, instrumentation);
  }

  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // Only its identity tells: see HERE.
  private static boolean runsAlready() {
    return running || System.getProperty(RUNNING) == HERE;
  }

  private static ClassLoader isolated() throws Exception {
    File jar = new File(Premain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // Not verified: checking signatures is slow before the JIT has warmed up.
    return new IsolatedLoader(new JarFile(jar, false));
  }

  /**
   * Whether this JVM is {@code keytool}, {@code jcmd} or another tool of the JDK, which {@code
   * JAVA_TOOL_OPTIONS} reaches too. They alone have a main module of the JDK.
   */
  private static boolean startsJdkTool() {
    String module = System.getProperty("jdk.module.main", "");
    return module.startsWith("jdk.") || module.startsWith("java.");
  }

  /** The kill switch at start, looked at before anything else is loaded. */
  private static boolean switchedOff() {
    return "false".equalsIgnoreCase(System.getenv("TAGALONG_ENABLED"))
        || "false".equalsIgnoreCase(System.getProperty("tagalong.enabled"));
  }

  /** 8 for "1.8", 17 for "17". */
  private static int javaVersion() {
    String version = System.getProperty("java.specification.version", "1.8");
    return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
  }

  private static void say(String message) {
    System.err.println("[tagalong] " + message);
  }
}
