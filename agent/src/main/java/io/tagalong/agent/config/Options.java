package io.tagalong.agent.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The agent's settings: {@code -javaagent:tagalong-agent.jar=key=value,key=value} over system
 * properties over environment over defaults. Four tags have the environment first, and the kill
 * switch holds wherever it is thrown: {@link Setting}.
 */
public final class Options {
  private static final String UDP = "udp://";

  private final Given given;
  private final String host;
  private final int port;
  private final boolean enabled;
  private final boolean includeNonProduction;
  private final boolean selfMetrics;
  private final boolean llmAll;
  private final boolean llmLatencyDistribution;
  private final @Nullable URI givenLlmLogs;

  private Options(Given given) throws InvalidOptionException {
    this.given = given;
    host = host(given);
    port = port(given);
    enabled = given.bool(Setting.ENABLED);
    includeNonProduction = given.bool(Setting.INCLUDE_NON_PRODUCTION);
    selfMetrics = given.bool(Setting.SELF_METRICS);
    given.oneOf(Setting.STATSIG_COUNT, List.of("calls", "exposures"));
    llmAll = given.bool(Setting.LLM_ALL);
    llmLatencyDistribution = given.bool(Setting.LLM_LATENCY_DISTRIBUTION);
    String logs = given.text(Setting.LLM_LOGS);
    boolean noAddress = logs.isEmpty() || logs.equalsIgnoreCase("off");
    givenLlmLogs = noAddress ? null : LogAddress.given(given);
  }

  /**
   * Reads the settings.
   *
   * @param text what stands behind the jar's name, or null
   */
  public static Options parse(
      @Nullable String text, Properties properties, Map<String, String> environment)
      throws InvalidOptionException {
    return new Options(new Given(text, properties, environment));
  }

  /** What holds when nothing is set. */
  public static Options defaults() {
    try {
      return parse(null, new Properties(), Map.of());
    } catch (InvalidOptionException e) {
      throw new IllegalArgumentException("a default is not valid", e);
    }
  }

  /** Whether the URL was given, and nowhere stronger a host or port. */
  private static boolean urlCounts(Given given) {
    Given.Origin url = given.origin(Setting.URL);
    return !given.text(Setting.URL).isEmpty()
        && url.compareTo(given.origin(Setting.HOST)) >= 0
        && url.compareTo(given.origin(Setting.PORT)) >= 0;
  }

  private static String host(Given given) throws InvalidOptionException {
    if (!urlCounts(given)) {
      return given.text(Setting.HOST);
    }
    String address = address(given);
    int end = nameEnd(address);
    boolean brackets = address.startsWith("[") && end > 0;
    String name = brackets ? address.substring(1, end - 1) : address.substring(0, end);
    boolean endsWell = end == address.length() || address.charAt(end) == ':';
    if (name.isEmpty() || name.indexOf('/') >= 0 || !endsWell) {
      throw given.invalid(Setting.URL, "it must be udp://host:port, or udp://[address]:port");
    }
    return name;
  }

  private static int port(Given given) throws InvalidOptionException {
    int port = given.port(Setting.PORT, given.text(Setting.PORT));
    if (!urlCounts(given)) {
      return port;
    }
    String address = address(given);
    int end = nameEnd(address);
    return given.port(
        Setting.URL,
        end == address.length() ? Setting.PORT.defaultValue() : address.substring(end + 1));
  }

  /** What the URL has behind its scheme: {@code host}, {@code host:port}, {@code [::1]:port}. */
  private static String address(Given given) throws InvalidOptionException {
    String url = given.text(Setting.URL);
    if (!url.regionMatches(true, 0, UDP, 0, UDP.length())) {
      throw given.invalid(
          Setting.URL,
          "the agent speaks UDP only: give udp://host:port, or the agent's own option host");
    }
    String address = url.substring(UDP.length());
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  /** Where the host's name ends, in brackets or not; 0 where there is none. */
  private static int nameEnd(String address) {
    if (address.startsWith("[")) {
      return address.indexOf(']') + 1;
    }
    int colon = address.indexOf(':');
    return colon < 0 ? address.length() : colon;
  }

  /** The value of the setting with this key; null when there is no such setting. */
  public @Nullable String value(String key) {
    Setting setting = Setting.named(key);
    return setting == null ? null : given.text(setting);
  }

  /** The keys of all settings. */
  public List<String> keys() {
    return Setting.keys();
  }

  public boolean enabled() {
    return enabled;
  }

  /** Name or address of the sidecar. */
  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /** Whether calls in other environments than production count too. */
  public boolean includeNonProduction() {
    return includeNonProduction;
  }

  public boolean selfMetrics() {
    return selfMetrics;
  }

  /** Path of the user's rule file or folder; empty for none. */
  public String rules() {
    return given.text(Setting.RULES);
  }

  /** Names of the bundled packs that count; empty for all. */
  public List<String> packs() {
    return given.words(Setting.PACKS);
  }

  /** Hosts of gateways to language models, each with a port or without. */
  public List<String> llmGateways() {
    return given.words(Setting.LLM_GATEWAYS);
  }

  /** Whether calls of language models past any gateway count, too. */
  public boolean llmAll() {
    return llmAll;
  }

  /** What the names of their metrics begin with, without the point. */
  public String llmPrefix() {
    return given.text(Setting.LLM_PREFIX);
  }

  /** Whether their latencies leave as a distribution, too. */
  public boolean llmLatencyDistribution() {
    return llmLatencyDistribution;
  }

  /** Path of the user's price table; empty for none. */
  public String llmPrices() {
    return given.text(Setting.LLM_PRICES);
  }

  /** Where their logs go; null for nowhere. */
  public @Nullable URI llmLogs() {
    String text = given.text(Setting.LLM_LOGS);
    return text.isEmpty() ? LogAddress.besideTheMetrics(host) : givenLlmLogs;
  }

  /** Hosts besides Braze's own that its requests go to. */
  public List<String> brazeHosts() {
    return given.words(Setting.BRAZE_HOSTS);
  }

  /** Path of the file with Braze's names; empty for none. */
  public String brazeMap() {
    return given.text(Setting.BRAZE_MAP);
  }

  /**
   * The tags of every message that java-dogstatsd-client does not find itself: {@code key:value}
   * each.
   */
  public List<String> constantTags() {
    List<String> tags = new ArrayList<>();
    for (String tag : given.words(Setting.TAGS)) {
      tags.add(tag.replace('|', '_'));
    }
    addTag(tags, "env", Setting.ENV);
    addTag(tags, "service", Setting.SERVICE);
    addTag(tags, "version", Setting.VERSION);
    addTag(tags, "dd.internal.entity_id", Setting.ENTITY_ID);
    return tags;
  }

  private void addTag(List<String> tags, String key, Setting setting) {
    String value = given.text(setting);
    if (!value.isEmpty() && given.origin(setting) != Given.Origin.ENVIRONMENT) {
      tags.add(key + ':' + value.replace('|', '_').replace(',', '_'));
    }
  }

  /** Every setting with its value, where that comes from and what it means, one line each. */
  public String describe() {
    int ofKeys = 0;
    int ofTexts = 0;
    for (Setting setting : Setting.values()) {
      ofKeys = Math.max(ofKeys, setting.key().length());
      ofTexts = Math.max(ofTexts, given.text(setting).length());
    }
    String row = "%-" + (ofKeys + 2) + "s%-" + (ofTexts + 2) + "s%-40s%s%n";
    StringBuilder text = new StringBuilder();
    for (Setting setting : Setting.values()) {
      String origin =
          given.origin(setting) == Given.Origin.DEFAULT ? "default" : given.name(setting);
      text.append(
          String.format(row, setting.key(), given.text(setting), origin, setting.meaning()));
    }
    URI logs = llmLogs();
    text.append("sends to ")
        .append(host)
        .append(':')
        .append(port)
        .append(", logs of LLM calls to ");
    return text.append(logs == null ? "nowhere" : logs).append(System.lineSeparator()).toString();
  }
}
