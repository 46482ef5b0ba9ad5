package com.example.shop;

import com.statsig.sdk.LogLevel;
import com.statsig.sdk.Statsig;
import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigUser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Serves visitors, and says at the end what it asked of Statsig and what it was answered.
 *
 * <p>An ordinary application: nothing here knows that it is watched. Statsig's SDK is the real one;
 * it decides offline, from the specs in this jar.
 */
public final class Shop {
  private static final int DEFAULT_VISITORS = 3000;

  private final Map<String, Integer> answers = new TreeMap<>();

  private Shop() {}

  /** Serves {@code args[0]} visitors, 3000 by default. */
  public static void main(String[] args) throws Exception {
    int visitors = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_VISITORS;
    Statsig.initializeAsync("secret-offline", offline()).get();
    Shop shop = new Shop();
    for (int i = 0; i < visitors; i++) {
      shop.serve(new StatsigUser("visitor-" + i));
    }
    Statsig.shutdown();
    System.out.println("served " + visitors + " visitors");
    shop.answers.forEach((question, times) -> System.out.println(question + " x" + times));
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

  private void serve(StatsigUser visitor) {
    boolean newCheckout = Statsig.checkGateSync(visitor, "new_checkout");
    answered("checkGate new_checkout " + newCheckout);
    answered("checkGate dark_mode " + Statsig.checkGateSync(visitor, "dark_mode"));
    Statsig.getConfigSync(visitor, "ui_config");
    answered("getConfig");
    String group = Statsig.getExperimentSync(visitor, "button_size").getGroupName();
    answered("getExperiment button_size " + group);
    if (newCheckout) {
      Statsig.getLayerSync(visitor, "checkout_layer");
      answered("getLayer checkout_layer");
    }
  }

  private void answered(String question) {
    answers.merge(question, 1, Integer::sum);
  }
}
