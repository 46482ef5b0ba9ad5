package com.example.shop;

import com.statsig.sdk.LogLevel;
import com.statsig.sdk.Statsig;
import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigUser;
import io.tagalong.metrics.Details;
import io.tagalong.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves visitors, and says at the end what it has done: what it asked of Statsig and was answered,
 * and which orders it took.
 *
 * <p>An ordinary application: nothing here knows that it is watched. Statsig's SDK is the real one;
 * it decides offline, from the specs in this jar. Its orders the shop counts itself, with a facade
 * for metrics whose backend the environment chooses; its customers get mail through Braze, and
 * answers from a language model, if the environment says where these are.
 */
public final class Shop {
  private static final int DEFAULT_VISITORS = 3000;

  private final Map<String, Integer> deeds = new TreeMap<>();

  private final @Nullable Mailer mailer = Mailer.fromEnvironment();

  private final @Nullable Assistant assistant = Assistant.fromEnvironment();

  private Shop() {}

  /** Serves {@code args[0]} visitors, 3000 by default. */
  public static void main(String[] args) throws Exception {
    int visitors = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_VISITORS;
    Statsig.initializeAsync("secret-offline", offline()).get();
    Shop shop = new Shop();
    for (int i = 0; i < visitors; i++) {
      shop.serve("visitor-" + i, i);
    }
    Statsig.shutdown();
    System.out.println("served " + visitors + " visitors");
    shop.deeds.forEach((deed, times) -> System.out.println(deed + " x" + times));
  }

  private static StatsigOptions offline() throws IOException {
    StatsigOptions options = new StatsigOptions();
    try (InputStream specs = Shop.class.getResourceAsStream("/statsig-specs.json")) {
      options.setBootstrapValues(new String(specs.readAllBytes(), StandardCharsets.UTF_8));
    }
    options.setApi("http://127.0.0.1:1/v1"); // No one listens there: nothing leaves the machine.
    options.setDisableAllLogging(true);
    options.setLogLevel(LogLevel.ERROR);
    return options;
  }

  private void serve(String name, int number) throws IOException, InterruptedException {
    StatsigUser visitor = new StatsigUser(name);
    boolean newCheckout = Statsig.checkGateSync(visitor, "new_checkout");
    did("checkGate new_checkout " + newCheckout);
    did("checkGate dark_mode " + Statsig.checkGateSync(visitor, "dark_mode"));
    Statsig.getConfigSync(visitor, "ui_config");
    did("getConfig");
    String group = Statsig.getExperimentSync(visitor, "button_size").getGroupName();
    did("getExperiment button_size " + group);
    if (newCheckout) {
      Statsig.getLayerSync(visitor, "checkout_layer");
      did("getLayer checkout_layer");
    }
    if (assistant != null && number % 20 == 0) {
      did("ask " + assistant.answer("Where is my order?"));
    }
    if (number % 10 == 0) {
      order(name, number % 30 == 0 ? "invoice" : "card", 1 + number % 7);
    }
  }

  private void order(String customer, String payment, int items)
      throws IOException, InterruptedException {
    Metrics.incr("orders.placed", 1, Details.none().instance(payment));
    Metrics.distribution("orders.items", items);
    did("order " + payment);
    if (mailer != null) {
      did("mail " + mailer.confirm(customer));
    }
  }

  private void did(String deed) {
    deeds.merge(deed, 1, Integer::sum);
  }
}
