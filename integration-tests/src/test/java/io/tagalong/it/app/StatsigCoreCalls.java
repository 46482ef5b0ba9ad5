package io.tagalong.it.app;

import com.statsig.CheckGateOptions;
import com.statsig.GetDynamicConfigOptions;
import com.statsig.GetExperimentOptions;
import com.statsig.GetLayerOptions;
import com.statsig.Layer;
import com.statsig.Statsig;
import com.statsig.StatsigOptions;
import com.statsig.StatsigUser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Calls Statsig's core in Rust through its Java class, a known number of times, and prints the
 * answers. Its native library takes its specs from an address only, so it gets one of this process.
 *
 * <p>Argument: {@code plain}, {@code options}, {@code uncounted}, {@code early} or {@code staging}.
 */
public final class StatsigCoreCalls {
  private static final int TIMES = 100;

  private final Statsig statsig;
  private final StatsigUser user = new StatsigUser.Builder().setUserID("user-1").build();

  private StatsigCoreCalls(Statsig statsig) {
    this.statsig = statsig;
  }

  public static void main(String[] args) throws Exception {
    HttpServer server = specs();
    server.start();
    Statsig statsig = new Statsig("secret-key", options(server.getAddress(), args[0]));
    StatsigCoreCalls calls = new StatsigCoreCalls(statsig);
    if (!args[0].equals("early")) {
      statsig.initialize().get();
    }
    String answer = "";
    for (int i = 0; i < TIMES; i++) {
      answer =
          switch (args[0]) {
            case "plain", "staging" -> calls.plain();
            case "options" -> calls.withOptions(false);
            case "uncounted" -> calls.withOptions(true);
            case "early" -> calls.early();
            default -> throw new IllegalArgumentException(args[0]);
          };
    }
    statsig.shutdown().get();
    statsig.checkGate(calls.user, "new_checkout"); // It answers, and exposes no one any more.
    server.stop(0);
    System.out.println(answer);
  }

  private static HttpServer specs() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/specs", exchange -> answer(exchange, fixture()));
    server.createContext("/", exchange -> answer(exchange, "{}".getBytes(StandardCharsets.UTF_8)));
    return server;
  }

  private static byte[] fixture() throws IOException {
    try (InputStream in =
        StatsigCoreCalls.class.getResourceAsStream("/statsig-core-fixture.json")) {
      return in.readAllBytes();
    }
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static StatsigOptions options(InetSocketAddress address, String form) {
    String base = "http://127.0.0.1:" + address.getPort();
    StatsigOptions.Builder builder =
        new StatsigOptions.Builder()
            .setSpecsUrl(base + "/specs")
            .setLogEventUrl(base + "/events")
            .setIdListsUrl(base + "/lists");
    return form.equals("staging") ? builder.setEnvironment("staging").build() : builder.build();
  }

  private String plain() {
    Layer layer = statsig.getLayer(user, "checkout_layer");
    return statsig.checkGate(user, "new_checkout")
        + " "
        + statsig.checkGate(user, "off_gate")
        + " "
        + statsig.getFeatureGate(user, "new_checkout").value
        + " "
        + statsig.getDynamicConfig(user, "ui_config").value
        + " "
        + statsig.getExperiment(user, "button_exp").groupName
        + " "
        + layer.name
        + " "
        + layer.getString("title", "none");
  }

  private String withOptions(boolean withoutExposure) {
    CheckGateOptions gate = new CheckGateOptions(withoutExposure);
    Layer layer = statsig.getLayer(user, "checkout_layer", new GetLayerOptions(withoutExposure));
    return statsig.checkGate(user, "new_checkout", gate)
        + " "
        + statsig.checkGate(user, "off_gate", gate)
        + " "
        + statsig.getFeatureGate(user, "new_checkout", gate).value
        + " "
        + statsig.getDynamicConfig(user, "ui_config", new GetDynamicConfigOptions(withoutExposure))
            .value
        + " "
        + statsig.getExperiment(user, "button_exp", new GetExperimentOptions(withoutExposure))
            .groupName
        + " "
        + layer.name
        + " "
        + layer.getString("title", "none");
  }

  /** Calls of an SDK that is not initialised. */
  private String early() {
    Layer layer = statsig.getLayer(user, "checkout_layer");
    return statsig.checkGate(user, "new_checkout")
        + " "
        + statsig.getFeatureGate(user, "new_checkout").value
        + " "
        + statsig.getDynamicConfig(user, "ui_config").value
        + " "
        + statsig.getExperiment(user, "button_exp").groupName
        + " "
        + layer.getString("title", "none");
  }
}
