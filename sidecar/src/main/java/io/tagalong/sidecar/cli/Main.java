package io.tagalong.sidecar.cli;

import io.tagalong.sidecar.Sidecar;
import io.tagalong.sidecar.Time;
import java.util.Objects;
import java.util.function.Consumer;

/** The process: what {@code java -jar tagalong-sidecar.jar} starts. */
public final class Main {

  private Main() {}

  /** Returns with the sidecar running on threads of its own, or ends the process. */
  public static void main(String[] arguments) {
    run(Time.ofTheMachine(), unused -> {}, arguments);
  }

  /**
   * The same under any time.
   *
   * @param started told of the sidecar once that listens
   */
  public static void run(Time time, Consumer<Sidecar> started, String... arguments) {
    // Idle connections would be kept for 20 minutes (JDK 17), long after the other side closed
    // them.
    System.setProperty("jdk.httpclient.keepalive.timeout", "30");
    // From JDK 24 on Netty does not use Unsafe, and allocates at every wake-up unless it may reach
    // the selector's keys by reflection; the jar's manifest opens their package to it.
    System.setProperty("io.netty.tryReflectionSetAccessible", "true");
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, defect) ->
            System.err.printf(
                "Thread %s ended because of a defect (%s). The others go on; a restart brings it"
                    + " back.%n",
                thread.getName(), defect));
    Program program =
        new Program(
            version(),
            time,
            System.getenv(),
            System.out,
            System.err,
            started.andThen(Main::stopAtSignal));
    int exitCode = program.run(arguments);
    if (exitCode != ExitCode.OK) {
      System.exit(exitCode);
    }
  }

  /** SIGTERM and SIGINT start the JVM's shutdown, and this drains within it. */
  private static void stopAtSignal(Sidecar sidecar) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sidecar), "tagalong-stop"));
  }

  /** Only halting can change the exit code once the JVM is shutting down. */
  private static void stop(Sidecar sidecar) {
    sidecar.stop();
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(ExitCode.OK);
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "development");
  }
}
