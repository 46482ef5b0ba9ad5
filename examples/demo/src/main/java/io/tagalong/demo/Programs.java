package io.tagalong.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The programs of the demo, each started as a user would: the intake emulator, the sidecar, the
 * shop.
 *
 * <p>Used by the demo's thread; its shutdown hook may close it meanwhile.
 */
final class Programs implements AutoCloseable {
  static final int BUCKET_SECONDS = 2;

  private static final Pattern EMULATOR_READY =
      Pattern.compile("intake emulator listening on (http://\\S+)");
  private static final Pattern SIDECAR_READY =
      Pattern.compile(
          "tagalong-sidecar listening on (udp://[^,]+),.*also listening on .*(http://[^, ]+).*");

  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHOP_PATIENCE = Duration.ofMinutes(2);

  /**
   * Of the right form, and no one else's: the emulator and the sidecar know it, Datadog does not.
   */
  private final String apiKey = random();

  private final String spaceliftSecret = random();
  private final String statsigSecret = random();

  private final Path root;

  /** Pushed by the demo's thread, emptied by it or by the shutdown hook; synchronized on itself. */
  private final Deque<Child> children = new ArrayDeque<>();

  /**
   * @param root where the project is
   */
  Programs(Path root) {
    this.root = root;
  }

  /** What the sidecar is reached at. */
  record Sidecar(Child child, URI dogStatsD, URI http) {}

  private static String random() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What Spacelift signs its webhooks with. */
  String spaceliftSecret() {
    return spaceliftSecret;
  }

  /** What Statsig signs its webhooks with. */
  String statsigSecret() {
    return statsigSecret;
  }

  /** Starts the emulator and gives its address. */
  URI startEmulator() throws DemoFailedException, IOException, InterruptedException {
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
    return URI.create(emulator.await(EMULATOR_READY, START_PATIENCE).group(1));
  }

  /**
   * Starts the sidecar.
   *
   * @param port 0 for any free one
   */
  Sidecar startSidecar(URI intake, int port)
      throws DemoFailedException, IOException, InterruptedException {
    Map<String, String> environment =
        Map.of(
            "DD_API_KEY", apiKey,
            "DD_DD_URL", intake.toString(),
            "SPACELIFT_SECRET", spaceliftSecret,
            "STATSIG_SECRET", statsigSecret);
    Child sidecar =
        start(
            "sidecar",
            environment,
            List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-jar",
                jar("sidecar", "tagalong-sidecar"),
                "--config",
                root.resolve("examples/demo/sidecar.yaml").toString(),
                "--port",
                String.valueOf(port),
                "--bucket-seconds",
                String.valueOf(BUCKET_SECONDS)));
    MatchResult addresses = sidecar.await(SIDECAR_READY, START_PATIENCE);
    return new Sidecar(sidecar, URI.create(addresses.group(1)), URI.create(addresses.group(2)));
  }

  /** Runs the shop, with the agent, and gives what it says. */
  List<String> runShop(Sidecar sidecar, OutsideWorld outside, int visitors)
      throws DemoFailedException, IOException, InterruptedException {
    String shop = root.resolve("examples/shop/target").toString();
    Child child =
        start(
            "shop",
            shopEnvironment(sidecar, outside),
            List.of(
                "-javaagent:" + jar("agent", "tagalong-agent"),
                "-cp",
                shop + "/shop.jar" + System.getProperty("path.separator") + shop + "/lib/*",
                "com.example.shop.Shop",
                String.valueOf(visitors)));
    return child.awaitEnd(SHOP_PATIENCE);
  }

  private static Map<String, String> shopEnvironment(Sidecar sidecar, OutsideWorld outside) {
    int port = sidecar.dogStatsD().getPort();
    String services = outside.address().toString();
    Map<String, String> environment = new HashMap<>();
    environment.put("DD_DOGSTATSD_PORT", String.valueOf(port));
    environment.put("SENTRY_METRICS_BACKEND", "precise_dogstatsd");
    environment.put("SENTRY_METRICS_OPTIONS", "{'statsd_port': " + port + "}");
    environment.put("BRAZE_REST_URL", services);
    environment.put("TAGALONG_AGENT_BRAZE_HOSTS", outside.address().getHost());
    environment.put("OPENAI_BASE_URL", services);
    environment.put("TAGALONG_AGENT_LLM_GATEWAYS", outside.address().getHost());
    environment.put("TAGALONG_AGENT_LLM_LOGS", sidecar.http().resolve("/api/v2/logs").toString());
    return environment;
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

  /** Ends what still runs. */
  @Override
  public void close() {
    synchronized (children) {
      // The newest first: what sends ends before what receives.
      while (!children.isEmpty()) {
        children.pop().close();
      }
    }
  }
}
