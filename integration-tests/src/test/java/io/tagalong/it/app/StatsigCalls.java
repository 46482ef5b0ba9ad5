package io.tagalong.it.app;

import com.statsig.sdk.CheckGateOptions;
import com.statsig.sdk.GetConfigOptions;
import com.statsig.sdk.GetExperimentOptions;
import com.statsig.sdk.GetFeatureGateOptions;
import com.statsig.sdk.GetLayerOptions;
import com.statsig.sdk.LogLevel;
import com.statsig.sdk.Statsig;
import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigServer;
import com.statsig.sdk.StatsigUser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;

/**
 * Calls Statsig's SDK in one of its forms, a known number of times, and prints the answers.
 *
 * <p>Arguments: the form ({@code sync}, {@code options}, {@code suspend}, {@code async}, {@code
 * static}, {@code uncounted}, {@code exposures}), the environment's tier or {@code -}, the tier of
 * the user or {@code -}.
 */
public final class StatsigCalls {
  private static final int TIMES = 100;

  private final StatsigServer server;
  private final StatsigUser user;
  private final StringBuilder answers = new StringBuilder();

  private StatsigCalls(StatsigServer server, StatsigUser user) {
    this.server = server;
    this.user = user;
  }

  public static void main(String[] args) throws Exception {
    StatsigOptions options = offline();
    HttpServer statsigs = agreeingToAll();
    statsigs.start();
    if (args[0].equals("exposures")) {
      options.setApi("http://127.0.0.1:" + statsigs.getAddress().getPort() + "/v1");
      options.setDisableAllLogging(false); // Else the SDK does not even make events.
    }
    if (!args[1].equals("-")) {
      options.setTier(args[1]);
    }
    StatsigUser user = new StatsigUser("user-1");
    if (!args[2].equals("-")) {
      user.setStatsigEnvironment$StatsigSDK(Map.of("tier", args[2]));
    }
    StatsigServer server = StatsigServer.create();
    StatsigCalls calls = new StatsigCalls(server, user);
    if (args[0].equals("static")) {
      Statsig.initializeAsync("secret-offline", options).get();
      calls.repeat(calls::throughTheStaticFacade);
      Statsig.shutdown();
    } else {
      server.initializeAsync("secret-offline", options).get();
      calls.repeat(
          switch (args[0]) {
            case "sync" -> calls::sync;
            case "options" -> calls::withOptions;
            case "suspend" -> calls::suspending;
            case "async" -> calls::async;
            case "uncounted" -> calls::withoutExposure;
            case "exposures" -> calls::exposing;
            default -> throw new IllegalArgumentException(args[0]);
          });
      server.shutdown();
      if (args[0].equals("uncounted")) {
        calls.answers.append(server.checkGateSync(user, "new_checkout"));
      }
    }
    statsigs.stop(0);
    System.out.println(calls.answers);
  }

  private static StatsigOptions offline() throws IOException {
    StatsigOptions options = new StatsigOptions();
    try (InputStream specs = StatsigCalls.class.getResourceAsStream("/statsig-fixture.json")) {
      options.setBootstrapValues(new String(specs.readAllBytes(), StandardCharsets.UTF_8));
    }
    options.setApi("http://127.0.0.1:1/v1");
    options.setDisableAllLogging(true);
    quieten(options);
    return options;
  }

  /** Stands for Statsig's servers: it takes all events and has no news. */
  private static HttpServer agreeingToAll() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/get_id_lists", exchange -> answer(exchange, "{}"));
    server.createContext("/", exchange -> answer(exchange, "{\"has_updates\":false}"));
    return server;
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(202, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void quieten(StatsigOptions options) {
    try {
      Class.forName("com.statsig.sdk.LogLevel");
    } catch (ClassNotFoundException e) {
      return; // The SDK's 1.x has no levels, and says one line that it reaches no one.
    }
    Levels.onlyErrors(options);
  }

  /** Apart, so that the 1.x never meets the class that it lacks. */
  private static final class Levels {
    static void onlyErrors(StatsigOptions options) {
      options.setLogLevel(LogLevel.ERROR);
    }
  }

  private void repeat(Supplier<String> call) {
    for (int i = 0; i < TIMES; i++) {
      String answer = call.get();
      if (i == 0) {
        answers.append(answer).append('\n');
      }
    }
  }

  private String sync() {
    return server.checkGateSync(user, "new_checkout")
        + " "
        + server.checkGateSync(user, "off_gate")
        + " "
        + server.getFeatureGate(user, "new_checkout").getValue()
        + " "
        + server.getConfigSync(user, "ui_config").getValue()
        + " "
        + server.getExperimentSync(user, "button_exp").getGroupName()
        + " "
        + server.getLayerSync(user, "checkout_layer").getName();
  }

  private String exposing() {
    return sync() + " " + server.getLayerSync(user, "checkout_layer").getString("title", "none");
  }

  private String withOptions() {
    return server.checkGateSync(user, "new_checkout", new CheckGateOptions())
        + " "
        + server.checkGateSync(user, "off_gate", new CheckGateOptions(false))
        + " "
        + server.getFeatureGate(user, "new_checkout", new GetFeatureGateOptions()).getValue()
        + " "
        + server.getConfigSync(user, "ui_config", new GetConfigOptions()).getValue()
        + " "
        + server.getExperimentSync(user, "button_exp", new GetExperimentOptions()).getGroupName()
        + " "
        + server.getLayerSync(user, "checkout_layer", new GetLayerOptions()).getName();
  }

  private String throughTheStaticFacade() {
    return Statsig.checkGateSync(user, "new_checkout")
        + " "
        + Statsig.checkGateSync(user, "off_gate")
        + " "
        + Statsig.getFeatureGate(user, "new_checkout").getValue()
        + " "
        + Statsig.getConfigSync(user, "ui_config").getValue()
        + " "
        + Statsig.getExperimentSync(user, "button_exp").getGroupName()
        + " "
        + Statsig.getLayerSync(user, "checkout_layer").getName();
  }

  private String suspending() {
    return suspend("checkGate", "new_checkout")
        + " "
        + suspend("checkGate", "off_gate")
        + " "
        + suspend("checkGate", "new_checkout")
        + " "
        + suspend("getConfig", "ui_config")
        + " "
        + suspend("getExperiment", "button_exp")
        + " "
        + suspend("getLayer", "checkout_layer");
  }

  /** Calls as Kotlin code does. Reflection, because Kotlin hides these methods from javac. */
  private String suspend(String method, String name) {
    try {
      Object answer =
          StatsigServer.class
              .getMethod(method, StatsigUser.class, String.class, Continuation.class)
              .invoke(server, user, name, new Unused());
      return answer.getClass().getSimpleName();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private String async() {
    return server.checkGateAsync(user, "new_checkout").join()
        + " "
        + server.checkGateAsync(user, "off_gate").join()
        + " "
        + server.checkGateAsync(user, "new_checkout").join()
        + " "
        + server.getConfigAsync(user, "ui_config").join().getValue()
        + " "
        + server.getExperimentAsync(user, "button_exp").join().getGroupName()
        + " "
        + server.getLayerAsync(user, "checkout_layer").join().getName();
  }

  /** Calls that are no exposures. */
  private String withoutExposure() {
    return server.checkGateSync(user, "new_checkout", new CheckGateOptions(true))
        + " "
        + server.checkGateWithExposureLoggingDisabledAsync(user, "new_checkout").join()
        + " "
        + server.getExperimentWithExposureLoggingDisabledAsync(user, "button_exp").join().getName()
        + " "
        + server.getConfigSync(user, "ui_config", new GetConfigOptions(true)).getName()
        + " "
        + server.getLayerSync(user, "checkout_layer", withoutLayerExposure()).getName();
  }

  /** By its setter, since the constructor differs between the versions of the SDK. */
  private static GetLayerOptions withoutLayerExposure() {
    GetLayerOptions options = new GetLayerOptions();
    options.setDisableExposureLogging(true);
    return options;
  }

  /** For calls that complete at once, as all of this SDK do when they are offline. */
  private static final class Unused implements Continuation<Object> {
    @Override
    public CoroutineContext getContext() {
      return EmptyCoroutineContext.INSTANCE;
    }

    @Override
    public void resumeWith(Object result) {
      throw new IllegalStateException("was not expected to suspend");
    }
  }
}
