package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.machine.Program;
import io.tagalong.benchmarks.payload.PayloadSpec;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Starts the servers under test, each on the server's core, and waits until it listens. */
final class Servers {
  /** Exact versions, so that a figure of today can be had again. */
  static final List<String> NPM_PACKAGES =
      List.of("statsd@0.9.0", "@datadog/serverless-compat-linux-x64@0.22.3");

  static final String CONTROL = "control";
  static final String SIDECAR = "sidecar";

  private static final Pattern CONTROL_READY = Pattern.compile("listening on (\\d+)");
  private static final Pattern SIDECAR_READY = Pattern.compile("udp://127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern STATSD_READY = Pattern.compile("server is (up)");

  /** Of the right form and known to nobody. */
  private static final String API_KEY = "0f".repeat(16);

  private final Lab lab;

  Servers(Lab lab) {
    this.lab = lab;
  }

  /** The bare C receiver. */
  Server control() throws IOException, InterruptedException {
    Program program = start(CONTROL, Map.of(), List.of(lab.control().toString()));
    return new Server(CONTROL, program, port(program, CONTROL_READY), lab);
  }

  /** How a sidecar is started: its heap and settings. */
  record SidecarSettings(String heap, Map<String, String> environment, List<String> flags) {
    static final SidecarSettings DEFAULT = new SidecarSettings("64m", Map.of(), List.of());

    SidecarSettings(String heap, String... flags) {
      this(heap, Map.of(), List.of(flags));
    }

    /** The same, with one more variable in its environment. */
    SidecarSettings with(String variable, String value) {
      Map<String, String> all = new HashMap<>(environment);
      all.put(variable, value);
      return new SidecarSettings(heap, all, flags);
    }

    /** With room for all contexts of a payload, however they are counted. */
    static SidecarSettings roomy(PayloadSpec spec, String heap, String bucketSeconds) {
      String contexts = Integer.toString(4 * spec.contexts() + 1000);
      return new SidecarSettings(
          heap,
          "--max-contexts",
          contexts,
          "--max-contexts-per-metric",
          contexts,
          "--max-context-bytes",
          "1073741824",
          "--bucket-seconds",
          bucketSeconds,
          "--queue-bytes",
          "268435456");
    }
  }

  /** Tagalong's sidecar, as a pod would run it. */
  Server sidecar(URI intake, SidecarSettings settings) throws IOException, InterruptedException {
    return sidecar(intake, settings, List.of("-jar", sidecarJar()));
  }

  /** The same under a time that begins at the instant, and that {@link TurnedTime} turns. */
  Server turnedSidecar(URI intake, SidecarSettings settings, Instant begin)
      throws IOException, InterruptedException {
    String turner =
        lab.jar("integration-tests/turned-sidecar/target/tagalong-turned-sidecar.jar").toString();
    String classPath = sidecarJar() + File.pathSeparator + turner;
    return sidecar(
        intake, settings, List.of("-cp", classPath, "io.tagalong.turned.Main", begin.toString()));
  }

  private String sidecarJar() {
    return lab.jar("sidecar/target/tagalong-sidecar.jar").toString();
  }

  private Server sidecar(URI intake, SidecarSettings settings, List<String> main)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Lab.java(),
                "-Xmx" + settings.heap(),
                "-XX:+UseSerialGC",
                "-XX:TrimNativeHeapInterval=5000",
                "-XX:+IgnoreUnrecognizedVMOptions")); // before 17.0.9 it has no such thing
    command.addAll(main);
    command.addAll(List.of("--port", "0"));
    command.addAll(settings.flags());
    Map<String, String> environment = new HashMap<>(settings.environment());
    environment.putAll(
        Map.of("DD_API_KEY", API_KEY, "DD_DD_URL", intake.toString(), "DD_HOSTNAME", "bench"));
    Program program = start(SIDECAR, environment, command);
    return new Server(SIDECAR, program, port(program, SIDECAR_READY), lab);
  }

  /**
   * Datadog's DogStatsD in Rust, out of its package for serverless platforms. It has no setting for
   * the intake's address, so its sums cannot be had; its name for the application makes it believe
   * that it runs on one of those platforms.
   */
  Server rust() throws IOException, InterruptedException {
    Path binary = lab.peer("@datadog/serverless-compat-linux-x64/bin/datadog-serverless-compat");
    if (!binary.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + binary.getFileName() + " executable");
    }
    int port = freePort();
    Map<String, String> environment =
        Map.of(
            "ASCSVCRT_SPRING__APPLICATION__NAME", "bench",
            "DD_API_KEY", API_KEY,
            "DD_SITE", "localhost:1",
            "DD_DOGSTATSD_PORT", Integer.toString(port),
            "DD_LOG_LEVEL", "error");
    Program program = start("rust", environment, List.of(binary.toString()));
    return listening("rust", program, port);
  }

  /** The statsd of npm, with a backend that does nothing. */
  Server statsd() throws IOException, InterruptedException {
    int port = freePort();
    Path backend = lab.folder().resolve("null-backend.js");
    Files.writeString(backend, "exports.init = () => true;\n");
    Path config = lab.folder().resolve("statsd-config.js");
    Files.writeString(
        config,
        "{port: %d, address: '127.0.0.1', mgmt_port: %d, mgmt_address: '127.0.0.1', backends: ['%s']}"
            .formatted(port, freePort(), backend));
    Program program =
        start(
            "statsd",
            Map.of(),
            List.of("node", lab.peer("statsd/stats.js").toString(), config.toString()));
    program.await(STATSD_READY);
    return listening("statsd", program, port);
  }

  /**
   * Any other server.
   *
   * @param command words separated by blanks, with {@code {port}} where it takes its UDP port
   */
  Server command(String command) throws IOException, InterruptedException {
    int port = freePort();
    List<String> words = List.of(command.replace("{port}", Integer.toString(port)).split(" +", -1));
    return listening("other", start("other", Map.of(), words), port);
  }

  private Program start(String name, Map<String, String> environment, List<String> command)
      throws IOException {
    return Program.start(name, Lab.SERVER_CORE, environment, command, lab.folder());
  }

  private static int port(Program program, Pattern ready) throws InterruptedException {
    return Integer.parseInt(program.await(ready));
  }

  /** Other people's servers say in many ways that they are ready, but all of them open a socket. */
  private Server listening(String name, Program program, int port)
      throws IOException, InterruptedException {
    String row = ":%04X ".formatted(port);
    for (int i = 0; i < 1000; i++) {
      String sockets = Files.readString(Path.of("/proc/net/udp"));
      if ((sockets + Files.readString(Path.of("/proc/net/udp6"))).contains(row)) {
        return new Server(name, program, port, lab);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    program.close();
    throw new IOException(name + " opened no UDP socket; its output:\n" + program.output());
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
