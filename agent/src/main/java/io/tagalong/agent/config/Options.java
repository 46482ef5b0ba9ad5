package io.tagalong.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's settings: {@code -javaagent:tagalong-agent.jar=key=value,key=value} over system
 * properties over environment over defaults. Four tags have the environment first: {@link Setting}.
 */
public final class Options {
  /** Where a value comes from, the weakest first. */
  private enum Origin {
    DEFAULT,
    ENVIRONMENT,
    PROPERTY,
    OPTION
  }

  private static final String UDP = "udp://";

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final Map<Setting, Origin> origins = new EnumMap<>(Setting.class);
  private boolean enabled;
  private boolean includeNonProduction;
  private boolean selfMetrics;
  private String host = "";
  private int port;
  private boolean llmAll;
  private boolean llmLatencyDistribution;
  private @Nullable URI llmLogs;

  private Options() {}

  /**
   * Reads the settings.
   *
   * @param text what stands behind the jar's name, or null
   */
  public static Options parse(
      @Nullable String text, Properties properties, Map<String, String> environment)
      throws InvalidOptionException {
    Options options = new Options();
    for (Setting setting : Setting.values()) {
      options.set(setting, setting.standard(), Origin.DEFAULT);
      options.set(setting, environment.get(setting.variable()), Origin.ENVIRONMENT);
      options.set(setting, properties.getProperty(setting.property()), Origin.PROPERTY);
    }
    if (text != null && !text.isEmpty()) {
      for (String option : text.split(",", -1)) {
        options.readOption(option);
      }
    }
    for (Setting setting : Setting.values()) {
      if (setting.readByClient()) {
        options.set(setting, environment.get(setting.variable()), Origin.ENVIRONMENT);
      }
    }
    options.resolve();
    return options;
  }

  /** What holds when nothing is set. */
  public static Options standard() {
    try {
      return parse(null, new Properties(), Map.of());
    } catch (InvalidOptionException e) {
      throw new AssertionError("a default is not valid", e);
    }
  }

  private void readOption(String option) throws InvalidOptionException {
    int equals = option.indexOf('=');
    if (equals < 0) {
      throw new InvalidOptionException(
          "option '"
              + option
              + "' is not key=value; the keys are "
              + String.join(", ", Setting.keys()));
    }
    String key = option.substring(0, equals);
    String value = option.substring(equals + 1);
    Setting setting = Setting.named(key);
    if (setting == null) {
      throw new InvalidOptionException(
          "unknown option '" + key + "'; the keys are " + String.join(", ", Setting.keys()));
    }
    if (value.isEmpty() && setting == Setting.HOST) {
      throw new InvalidOptionException("option host is empty; give a name or an address");
    }
    values.put(setting, value);
    origins.put(setting, Origin.OPTION);
  }

  private void set(Setting setting, @Nullable String value, Origin origin) {
    if (value != null && (!value.isEmpty() || origin == Origin.DEFAULT)) {
      values.put(setting, value);
      origins.put(setting, origin);
    }
  }

  /** Makes numbers and switches of the texts. */
  private void resolve() throws InvalidOptionException {
    enabled = bool(Setting.ENABLED);
    includeNonProduction = bool(Setting.INCLUDE_NON_PRODUCTION);
    selfMetrics = bool(Setting.SELF_METRICS);
    oneOf(Setting.STATSIG_COUNT, List.of("calls", "exposures"));
    host = value(Setting.HOST);
    port = portNumber(value(Setting.PORT), Setting.PORT);
    if (urlCounts()) {
      readUrl(value(Setting.URL));
    }
    llmAll = bool(Setting.LLM_ALL);
    llmLatencyDistribution = bool(Setting.LLM_LATENCY_DISTRIBUTION);
    llmLogs = logIntake(value(Setting.LLM_LOGS));
  }

  private @Nullable URI logIntake(String text) throws InvalidOptionException {
    if (text.equalsIgnoreCase("off")) {
      return null;
    }
    String name = host.indexOf(':') < 0 ? host : '[' + host + ']';
    String address = text.isEmpty() ? "http://" + name + ":8127/api/v2/logs" : text;
    try {
      URI uri = new URI(address);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Falls through to the message that also serves an address of another kind.
    }
    if (text.isEmpty()) {
      return null; // The host's name is none; the client of the metrics will say so.
    }
    throw new InvalidOptionException(
        named(Setting.LLM_LOGS)
            + " is '"
            + text
            + "'; it can be off or an address such as http://127.0.0.1:8127/api/v2/logs");
  }

  /** Whether the URL was given, and nowhere stronger a host or port. */
  private boolean urlCounts() {
    Origin url = origin(Setting.URL);
    return !value(Setting.URL).isEmpty()
        && url.compareTo(origin(Setting.HOST)) >= 0
        && url.compareTo(origin(Setting.PORT)) >= 0;
  }

  private void readUrl(String url) throws InvalidOptionException {
    int colon = url.lastIndexOf(':');
    if (!url.startsWith(UDP) || colon < UDP.length()) {
      throw new InvalidOptionException(
          named(Setting.URL)
              + " is '"
              + url
              + "'; it must be udp://host:port, since the agent"
              + " speaks UDP only");
    }
    String name = url.substring(UDP.length(), colon);
    host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    port = portNumber(url.substring(colon + 1), Setting.URL);
  }

  private boolean bool(Setting setting) throws InvalidOptionException {
    String value = value(setting);
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return value.equalsIgnoreCase("true");
    }
    throw new InvalidOptionException(
        named(setting) + " is '" + value + "'; it can be true or false");
  }

  private void oneOf(Setting setting, List<String> words) throws InvalidOptionException {
    if (!words.contains(value(setting))) {
      throw new InvalidOptionException(
          named(setting) + " is '" + value(setting) + "'; it can be " + String.join(" or ", words));
    }
  }

  private int portNumber(String text, Setting setting) throws InvalidOptionException {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= 65535) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the message that also serves a number out of range.
    }
    throw new InvalidOptionException(
        named(setting) + " is '" + value(setting) + "'; a port is a number from 1 to 65535");
  }

  /** How the user named the setting. */
  private String named(Setting setting) {
    switch (origin(setting)) {
      case OPTION:
        return "option " + setting.key();
      case PROPERTY:
        return "system property " + setting.property();
      case ENVIRONMENT:
        return setting.variable();
      case DEFAULT:
        return "default " + setting.key();
    }
    throw new AssertionError(setting);
  }

  private Origin origin(Setting setting) {
    return origins.getOrDefault(setting, Origin.DEFAULT);
  }

  private String value(Setting setting) {
    return values.getOrDefault(setting, setting.standard());
  }

  /** The value of the setting with this key; null when there is no such setting. */
  public @Nullable String value(String key) {
    Setting setting = Setting.named(key);
    return setting == null ? null : value(setting);
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
    return value(Setting.RULES);
  }

  /** Hosts of gateways to language models, each with a port or without. */
  public List<String> llmGateways() {
    return words(Setting.LLM_GATEWAYS);
  }

  /** Whether calls of language models past any gateway count, too. */
  public boolean llmAll() {
    return llmAll;
  }

  /** What the names of their metrics begin with, without the point. */
  public String llmPrefix() {
    return value(Setting.LLM_PREFIX);
  }

  /** Whether their latencies leave as a distribution, too. */
  public boolean llmLatencyDistribution() {
    return llmLatencyDistribution;
  }

  /** Path of the user's price table; empty for none. */
  public String llmPrices() {
    return value(Setting.LLM_PRICES);
  }

  /** Where their logs go; null for nowhere. */
  public @Nullable URI llmLogs() {
    return llmLogs;
  }

  /** Hosts besides Braze's own that its requests go to. */
  public List<String> brazeHosts() {
    return words(Setting.BRAZE_HOSTS);
  }

  /** Path of the file with Braze's names; empty for none. */
  public String brazeMap() {
    return value(Setting.BRAZE_MAP);
  }

  /**
   * The tags of every message that java-dogstatsd-client does not find itself: {@code key:value}
   * each.
   */
  public List<String> constantTags() {
    List<String> tags = new ArrayList<>();
    for (String tag : words(Setting.TAGS)) {
      tags.add(tag.replace('|', '_'));
    }
    addTag(tags, "env", Setting.ENV);
    addTag(tags, "service", Setting.SERVICE);
    addTag(tags, "version", Setting.VERSION);
    addTag(tags, "dd.internal.entity_id", Setting.ENTITY_ID);
    return tags;
  }

  /** The parts of a value between blanks and commas. */
  private List<String> words(Setting setting) {
    List<String> words = new ArrayList<>();
    // StringTokenizer, since a regular expression is dear in premain.
    for (StringTokenizer given = new StringTokenizer(value(setting), " ,");
        given.hasMoreTokens(); ) {
      words.add(given.nextToken());
    }
    return words;
  }

  private void addTag(List<String> tags, String key, Setting setting) {
    String value = value(setting);
    if (!value.isEmpty() && origin(setting) != Origin.ENVIRONMENT) {
      tags.add(key + ':' + value.replace('|', '_').replace(',', '_'));
    }
  }

  /** Every setting with its value, where that comes from and what it means, one line each. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (Setting setting : Setting.values()) {
      String origin = origin(setting) == Origin.DEFAULT ? "default" : named(setting);
      text.append(
          String.format(
              "%-24s%-24s%-40s%s%n", setting.key(), value(setting), origin, setting.meaning()));
    }
    text.append("sends to ").append(host).append(':').append(port).append(System.lineSeparator());
    return text.toString();
  }
}
