package io.tagalong.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One constant per setting: its names, its default and what it does.
 *
 * <p>Those tags that java-dogstatsd-client takes from the environment, it takes in any case: for
 * them the environment is stronger than an option or a system property.
 *
 * <p>Few settings have a trait, so its method names them: an enum of traits would be one more class
 * for premain to load.
 */
enum Setting {
  ENABLED("TAGALONG_ENABLED", "true", "the kill switch at start: false in any place holds"),
  HOST("DD_AGENT_HOST", "127.0.0.1", "name or address of the sidecar"),
  PORT("DD_DOGSTATSD_PORT", "8125", "UDP port of the sidecar"),
  URL("DD_DOGSTATSD_URL", "", "udp://host:port, instead of host and port"),
  RULES("TAGALONG_AGENT_RULES", "", "a rule file, or a folder of them; read again when it changes"),
  PACKS(
      "TAGALONG_AGENT_PACKS",
      "",
      "the bundled rules that count, such as statsig sentry; empty for all"),
  INCLUDE_NON_PRODUCTION(
      "TAGALONG_AGENT_INCLUDE_NON_PRODUCTION",
      "false",
      "whether calls in other environments than production count too"),
  STATSIG_COUNT(
      "TAGALONG_AGENT_STATSIG_COUNT",
      "calls",
      "calls: each call of Statsig's SDK; exposures: the events that the SDK then sends"),
  STATSIG_HOLDOUTS(
      "TAGALONG_AGENT_STATSIG_HOLDOUTS",
      "holdout",
      "a text that the name of every holdout has in it, in any case; empty for no holdouts"),
  LLM_GATEWAYS(
      "TAGALONG_AGENT_LLM_GATEWAYS",
      "gateway.futureagi.com",
      "hosts of LLM gateways, each with a port or without"),
  LLM_ALL("TAGALONG_AGENT_LLM_ALL", "false", "whether LLM calls past any gateway count too"),
  LLM_PREFIX("TAGALONG_AGENT_LLM_PREFIX", "prism.gateway", "what names of LLM metrics begin with"),
  LLM_LATENCY_DISTRIBUTION(
      "TAGALONG_AGENT_LLM_LATENCY_DISTRIBUTION",
      "false",
      "whether LLM latencies leave as a distribution too"),
  LLM_PRICES("TAGALONG_AGENT_LLM_PRICES", "", "a JSON file of prices, instead of the agent's"),
  LLM_LOGS(
      "TAGALONG_AGENT_LLM_LOGS",
      "",
      "where logs of LLM calls go, or off; by default port 8127 of the sidecar"),
  BRAZE_HOSTS(
      "TAGALONG_AGENT_BRAZE_HOSTS",
      "",
      "further hosts that lead to Braze's REST API, such as proxies"),
  BRAZE_MAP("TAGALONG_AGENT_BRAZE_MAP", "", "a YAML file with the names of what Braze sends"),
  SELF_METRICS("TAGALONG_AGENT_SELF_METRICS", "true", "whether tagalong.agent.* is sent"),
  ENV("DD_ENV", "", "tag env of everything"),
  SERVICE("DD_SERVICE", "", "tag service of everything"),
  VERSION("DD_VERSION", "", "tag version of everything"),
  TAGS("DD_TAGS", "", "more tags of everything: key:value each"),
  ENTITY_ID("DD_ENTITY_ID", "", "the pod, for origin detection: tag dd.internal.entity_id");

  private final String variable;
  private final String defaultValue;
  private final String meaning;

  Setting(String variable, String defaultValue, String meaning) {
    this.variable = variable;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
  }

  /** The name behind the jar: {@code include_non_production}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name as a system property: {@code tagalong.include_non_production}. */
  String property() {
    return "tagalong." + key();
  }

  /** The name in the environment. */
  String variable() {
    return variable;
  }

  /** The value when none is given. */
  String defaultValue() {
    return defaultValue;
  }

  String meaning() {
    return isList() ? meaning + "; separated by blanks or commas" : meaning;
  }

  /** Whether it is a list, whose commas do not end an option. */
  boolean isList() {
    return this == PACKS || this == LLM_GATEWAYS || this == BRAZE_HOSTS || this == TAGS;
  }

  /** Whether java-dogstatsd-client makes a tag of the variable, whatever it is told. */
  boolean readByClient() {
    return this == ENV || this == SERVICE || this == VERSION || this == ENTITY_ID;
  }

  /** The setting with this key, or null. */
  static @Nullable Setting named(String key) {
    for (Setting setting : values()) {
      if (setting.key().equals(key)) {
        return setting;
      }
    }
    return null;
  }

  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Setting setting : values()) {
      keys.add(setting.key());
    }
    return keys;
  }
}
