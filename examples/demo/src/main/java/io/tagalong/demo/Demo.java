package io.tagalong.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts the intake emulator, the sidecar and the shop, each as a user would, and compares the
 * calls that the shop made with the counts that arrived.
 */
@Command(
    name = "tagalong demo",
    mixinStandardHelpOptions = true,
    description = "Runs the whole product on this machine and checks every count.")
final class Demo implements Callable<Integer> {
  private static final Pattern EMULATOR_READY =
      Pattern.compile("intake emulator listening on (http://\\S+)");
  private static final Pattern SIDECAR_READY =
      Pattern.compile("tagalong-sidecar listening on (udp://[^,]+),.*");
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHOP_PATIENCE = Duration.ofMinutes(2);
  private static final Duration ARRIVAL_PATIENCE = Duration.ofSeconds(30);
  private static final int BUCKET_SECONDS = 2;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8125",
      description = "UDP port of the sidecar; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--visitors",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Visitors that the shop serves. Default: ${DEFAULT-VALUE}.")
  private int visitors;

  @Option(names = "--keep", description = "Keep emulator and sidecar running until Ctrl-C.")
  private boolean keep;

  private final Path root = Path.of(System.getProperty("tagalong.root", "."));

  /** Pushed by the demo's thread, emptied by it or by the shutdown hook; synchronized on itself. */
  private final Deque<Child> children = new ArrayDeque<>();

  /** Runs the demo and exits: 0 when every call arrived, 1 when not, 2 for a wrong option. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Demo()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAll, "demo-stop"));
    try {
      return run() ? 0 : 1;
    } catch (DemoFailedException | IOException e) {
      System.err.println("tagalong demo: " + e.getMessage());
      return 1;
    } finally {
      stopAll();
    }
  }

  private boolean run() throws DemoFailedException, IOException, InterruptedException {
    // A key of the right form that no one else has: the emulator knows it, Datadog does not.
    String apiKey = HexFormat.of().formatHex(randomBytes());

    URI intakeAddress = URI.create(startEmulator(apiKey));
    System.out.println("intake emulator  " + intakeAddress);
    Child sidecar = startSidecar(apiKey, intakeAddress);
    String sidecarAddress = sidecar.await(SIDECAR_READY, START_PATIENCE);
    System.out.println(
        "sidecar          " + sidecarAddress + ", delivers every " + BUCKET_SECONDS + " s");
    System.out.println(
        "shop             " + visitors + " visitors, real Statsig SDK, with -javaagent");
    Map<String, Long> expected = Counts.expected(runShop(sidecarAddress));

    Intake intake = new Intake(intakeAddress);
    Map<String, Long> arrived = awaitArrival(intake, expected);
    System.out.println("\nWhat Datadog would have received:\n\n" + intake.table());
    boolean allRight = report(expected, arrived, intake.violations());
    if (keep) {
      System.out.println("\nStill running; Ctrl-C ends it.");
      System.out.println("  send    DogStatsD to " + sidecarAddress);
      System.out.println("  look    " + intakeAddress.resolve("/emulator/table"));
      sidecar.join();
    }
    return allRight;
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private String startEmulator(String apiKey)
      throws DemoFailedException, IOException, InterruptedException {
    Child emulator =
        start(
            "intake emulator",
            Map.of(),
            List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-jar",
                jar("intake-emulator", "tagalong-intake-emulator"),
                "--port",
                "0",
                "--api-key",
                apiKey,
                "--table-seconds",
                "0"));
    return emulator.await(EMULATOR_READY, START_PATIENCE);
  }

  private Child startSidecar(String apiKey, URI intake) throws IOException {
    return start(
        "sidecar",
        Map.of("DD_API_KEY", apiKey, "DD_DD_URL", intake.toString()),
        List.of(
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-jar",
            jar("sidecar", "tagalong-sidecar"),
            "--port",
            String.valueOf(port),
            "--bucket-seconds",
            String.valueOf(BUCKET_SECONDS)));
  }

  private List<String> runShop(String sidecarAddress)
      throws DemoFailedException, IOException, InterruptedException {
    int sidecarPort = URI.create(sidecarAddress).getPort();
    String shop = root.resolve("examples/shop/target").toString();
    Child child =
        start(
            "shop",
            Map.of("DD_DOGSTATSD_PORT", String.valueOf(sidecarPort)),
            List.of(
                "-javaagent:" + jar("agent", "tagalong-agent"),
                "-cp",
                shop + "/shop.jar" + System.getProperty("path.separator") + shop + "/lib/*",
                "com.example.shop.Shop",
                String.valueOf(visitors)));
    return child.awaitEnd(SHOP_PATIENCE);
  }

  private Child start(String name, Map<String, String> environment, List<String> arguments)
      throws IOException {
    Child child = Child.java(name, environment, arguments);
    synchronized (children) {
      children.push(child);
    }
    return child;
  }

  private String jar(String module, String name) {
    return root.resolve(module).resolve("target").resolve(name + ".jar").toString();
  }

  /** Asks until everything has come or nothing more can be expected. */
  private static Map<String, Long> awaitArrival(Intake intake, Map<String, Long> expected)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + ARRIVAL_PATIENCE.toNanos();
    Map<String, Long> arrived = intake.counts();
    while (!arrived.equals(expected) && System.nanoTime() < deadline) {
      Thread.sleep(200);
      arrived = intake.counts();
    }
    return arrived;
  }

  private static boolean report(
      Map<String, Long> expected, Map<String, Long> arrived, List<Object> violations) {
    System.out.println("Calls that the shop made, and counts at the intake:\n");
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(arrived.keySet());
    for (String name : names) {
      long calls = expected.getOrDefault(name, 0L);
      long counts = arrived.getOrDefault(name, 0L);
      System.out.printf(
          "  %-9s %7d %7d  %s%n", calls == counts ? "equal" : "DIFFERENT", calls, counts, name);
    }
    violations.forEach(violation -> System.out.println("  VIOLATION " + violation));
    boolean equal = !expected.isEmpty() && expected.equals(arrived);
    System.out.println();
    if (equal && violations.isEmpty()) {
      long calls = expected.values().stream().mapToLong(Long::longValue).sum();
      System.out.println("All " + calls + " calls arrived, and every body was valid.");
      return true;
    }
    System.err.println(
        "tagalong demo: "
            + (equal ? "the intake found violations" : "calls and counts differ")
            + "; the lines above show where");
    return false;
  }

  private void stopAll() {
    synchronized (children) {
      // The newest first: what sends ends before what receives.
      while (!children.isEmpty()) {
        children.pop().close();
      }
    }
  }
}
