package io.tagalong.it.harness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** The sidecar's jar, running, on a free port. */
public final class SidecarProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("tagalong-sidecar listening on udp://127\\.0\\.0\\.1:(\\d+),");

  private static final Pattern HTTP =
      Pattern.compile("also listening on (http://127\\.0\\.0\\.1:\\d+)");

  /** Of the right form and known to nobody. */
  public static final String API_KEY = "0f".repeat(16);

  private final JavaProcess process;
  private final int port;

  private SidecarProcess(JavaProcess process) throws InterruptedException {
    this.process = process;
    this.port = Integer.parseInt(process.awaitLine(READY));
  }

  /** Starts a sidecar that delivers to the given intake, and waits until it listens. */
  public static SidecarProcess start(URI intake, String... flags)
      throws IOException, InterruptedException {
    return start(Map.of("DD_API_KEY", API_KEY, "DD_DD_URL", intake.toString()), flags);
  }

  /** Starts a sidecar with this environment and no other, and waits until it listens. */
  public static SidecarProcess start(Map<String, String> environment, String... flags)
      throws IOException, InterruptedException {
    return new SidecarProcess(run(environment, flags));
  }

  /** Starts a sidecar that prints what it would deliver. */
  public static SidecarProcess startDryRun() throws IOException, InterruptedException {
    return new SidecarProcess(run(Map.of(), "--dry-run"));
  }

  /** Starts a sidecar, whatever becomes of it. Without a flag it does not warm up, to be quick. */
  public static JavaProcess run(Map<String, String> environment, String... flags)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Dio.netty.leakDetection.level=paranoid",
                "-jar",
                Artifacts.sidecarJar().toString()));
    List<String> given = List.of(flags);
    arguments.addAll(given);
    if (!given.contains("--port")) {
      arguments.addAll(List.of("--port", "0"));
    }
    if (!given.contains("--warm-up")) {
      arguments.addAll(List.of("--warm-up", "false"));
    }
    return JavaProcess.start(Jvm.own(), environment, arguments);
  }

  public int port() {
    return port;
  }

  /** Where webhooks go, of a sidecar that takes them. */
  public String httpUrl() throws InterruptedException {
    return process.awaitLine(HTTP);
  }

  /** Sends one datagram. */
  public void send(String datagram) throws IOException {
    byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  /** Waits while something has not happened yet that the running sidecar will bring about. */
  public void awaitWhile(BooleanSupplier notYet) throws InterruptedException {
    process.awaitWhile(notYet);
  }

  /** Ends the sidecar as Kubernetes would, so that everything it has arrives. */
  public JavaProcess.Result terminate() throws InterruptedException {
    return process.terminate();
  }

  /** Ends the sidecar as the kernel would that is out of memory: with SIGKILL, and no drain. */
  public JavaProcess.Result kill() throws InterruptedException {
    return process.kill();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
