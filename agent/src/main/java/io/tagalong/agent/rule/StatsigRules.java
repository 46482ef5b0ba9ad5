package io.tagalong.agent.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * The bundled pack for {@code com.statsig:serversdk}: the calls that Statsig's own Datadog
 * integration counts as exposures, under the same metric names and tags.
 *
 * <p>All hooks are on {@code StatsigServerImpl}, where the static facade, the instance, the
 * suspending and the {@code *Async} forms meet; hooking any of those as well would count twice. An
 * overload without options never calls the one with options, so both are hooked.
 *
 * <p>Not counted, as no exposure comes of them: calls with exposure logging disabled, calls to a
 * server that is not initialised or already shut down, and calls that throw.
 */
public final class StatsigRules {
  private static final String SDK = "com.statsig.sdk.";
  private static final String USER = SDK + "StatsigUser";
  private static final String STRING = "java.lang.String";
  private static final String SERVER = SDK + "StatsigServerImpl";

  /** A caller may give a user its own environment, else the server's counts, else production. */
  private static final TagValue ENVIRONMENT =
      TagValue.of(
              Path.argument(0).member("getStatsigEnvironment$StatsigSDK").key("tier"),
              Path.of(Slot.THIS).member("options").member("environment").key("tier"))
          .orElse("production");

  private static final TagValue NAME = TagValue.of(Path.argument(1));

  /** A suspending call that really suspends has no value yet when it returns. */
  private static final TagValue GATE = TagValue.of(Path.of(Slot.RETURN)).orElse("unknown");

  private static final TagValue FEATURE_GATE =
      TagValue.of(Path.of(Slot.RETURN).member("value")).orElse("unknown");

  private static final TagValue GROUP =
      TagValue.of(Path.of(Slot.RETURN).member("groupName")).orElse("none");

  private static final Metric CHECK_GATE =
      new Metric("statsig.check_gate.count", "environment", "name", "value");
  private static final Metric GET_CONFIG = new Metric("statsig.get_config.count", "environment");
  private static final Metric GET_EXPERIMENT =
      new Metric("statsig.get_experiment.count", "environment", "group", "name");
  private static final Metric GET_LAYER =
      new Metric("statsig.get_layer.count", "environment", "name");

  private StatsigRules() {}

  /**
   * The pack.
   *
   * @param includeNonProduction whether calls in other environments than production count too
   */
  public static List<Rule> rules(boolean includeNonProduction) {
    Pack pack = new Pack(includeNonProduction);

    List<TagValue> gateTags = List.of(ENVIRONMENT, NAME, GATE);
    pack.sync("checkGateSync", "CheckGateOptions", "java.lang.Boolean", CHECK_GATE, gateTags);
    pack.suspending("checkGate", "java.lang.Boolean", CHECK_GATE, gateTags);
    List<TagValue> featureGateTags = List.of(ENVIRONMENT, NAME, FEATURE_GATE);
    pack.sync(
        "getFeatureGate",
        "GetFeatureGateOptions",
        SDK + "APIFeatureGate",
        CHECK_GATE,
        featureGateTags);

    List<TagValue> configTags = List.of(ENVIRONMENT);
    pack.sync("getConfigSync", "GetConfigOptions", SDK + "DynamicConfig", GET_CONFIG, configTags);
    pack.suspending("getConfig", SDK + "DynamicConfig", GET_CONFIG, configTags);

    List<TagValue> experimentTags = List.of(ENVIRONMENT, GROUP, NAME);
    pack.sync(
        "getExperimentSync",
        "GetExperimentOptions",
        SDK + "DynamicConfig",
        GET_EXPERIMENT,
        experimentTags);
    pack.suspending("getExperiment", SDK + "DynamicConfig", GET_EXPERIMENT, experimentTags);

    List<TagValue> layerTags = List.of(ENVIRONMENT, NAME);
    pack.sync("getLayerSync", "GetLayerOptions", SDK + "Layer", GET_LAYER, layerTags);
    pack.suspending("getLayer", SDK + "Layer", GET_LAYER, layerTags);
    return pack.rules;
  }

  /** Writes the rules of one SDK method in each of its shapes. */
  private static final class Pack {
    private final List<Rule> rules = new ArrayList<>();
    private final List<Condition> always = new ArrayList<>();

    Pack(boolean includeNonProduction) {
      always.add(
          Condition.skipWhen(TagValue.of(Path.of(Slot.THIS).member("isInitialized")), false));
      if (!includeNonProduction) {
        always.add(Condition.onlyWhen(ENVIRONMENT, "production"));
      }
    }

    /** The forms {@code (user, name)} and {@code (user, name, options)}. */
    void sync(String method, String options, String result, Metric metric, List<TagValue> tags) {
      add(method, List.of(USER, STRING), result, metric, tags, always);
      List<Condition> unlessDisabled = new ArrayList<>(always);
      unlessDisabled.add(
          Condition.skipWhen(TagValue.of(Path.argument(2).member("disableExposureLogging")), true));
      add(method, List.of(USER, STRING, SDK + options), result, metric, tags, unlessDisabled);
    }

    /**
     * The form {@code (user, name, continuation)} with result {@code Object}. A function that is
     * resumed after it suspended is entered again with null arguments: that is not another call.
     */
    void suspending(String method, String result, Metric metric, List<TagValue> tags) {
      List<Condition> unlessResumed = new ArrayList<>(always);
      unlessResumed.add(Condition.skipWhen(NAME.orElse(""), ""));
      add(
          method,
          List.of(USER, STRING, "kotlin.coroutines.Continuation"),
          result,
          metric,
          tags,
          unlessResumed);
    }

    private void add(
        String method,
        List<String> parameterTypes,
        String result,
        Metric metric,
        List<TagValue> tags,
        List<Condition> conditions) {
      Target target = new Target(SERVER, method, parameterTypes, result);
      rules.add(new Rule(target, metric, tags, conditions));
    }
  }
}
