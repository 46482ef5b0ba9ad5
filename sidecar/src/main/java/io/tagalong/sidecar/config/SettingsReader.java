package io.tagalong.sidecar.config;

import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.dogstatsd.ParserOptions;
import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.key.ApiKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Turns what flags, environment and file say into {@link Settings}, or into all the problems at
 * once: a value that cannot be read adds its problem, stands in as a harmless one, and reading goes
 * on.
 */
public final class SettingsReader {

  private static final int MAX_CONTEXTS_LIMIT = 10_000_000;

  /** Room for two of the largest bodies (2.5 MiB), one on its way and one that waits, and more. */
  private static final int MIN_QUEUE_BYTES = 8 << 20;

  private static final int MAX_QUEUE_BYTES = 1 << 30;

  private static final int MAX_RECEIVE_BUFFER_BYTES = 1 << 30;

  private static final int MAX_LISTEN_LOOPS = 64;

  /** What {@code sockaddr_un} holds on Linux, less the NUL at the end. */
  private static final int MAX_SOCKET_PATH_BYTES = 107;

  /** The Agent's words for where a message comes from; a named pipe exists on Windows only. */
  private enum Transport {
    UDP,
    UDS,
    NAMED_PIPE
  }

  private static final int MAX_ECHOED_CHARACTERS = 80;

  private final Sources sources;
  private final Supplier<String> machineName;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> warnings;

  private SettingsReader(Sources sources, List<String> warnings, Supplier<String> machineName) {
    this.sources = sources;
    this.warnings = warnings;
    this.machineName = machineName;
  }

  /**
   * Reads every setting.
   *
   * @param flags the texts of the flags that were given
   * @param machineName asked only when no source names the host
   */
  public static Settings read(
      Map<String, String> environment, Map<Setting, String> flags, Supplier<String> machineName)
      throws InvalidSettingsException {
    return new SettingsSource(environment, flags, machineName).load().settings();
  }

  /**
   * Reads every setting of the sources.
   *
   * @param problems what is already known to be wrong with them
   * @param warnings takes what works, but should not stay as it is
   */
  static Settings read(
      Sources sources, List<Problem> problems, List<String> warnings, Supplier<String> machineName)
      throws InvalidSettingsException {
    SettingsReader reader = new SettingsReader(sources, warnings, machineName);
    reader.problems.addAll(problems);
    Settings settings = reader.settings();
    reader.problems.addAll(EnvironmentNames.problems(sources.environment().keySet()));
    if (!reader.problems.isEmpty()) {
      throw new InvalidSettingsException(reader.problems);
    }
    return settings;
  }

  private Settings settings() {
    EnrichmentReader enrichment = new EnrichmentReader(sources, problems);
    MetricFilterList filterList = enrichment.metricFilterList();
    DestinationReader destinations = new DestinationReader(sources, problems, warnings);
    Webhooks webhooks = webhooks();
    Settings settings =
        new Settings(
            destinations.destination(isOn(Setting.DRY_RUN)),
            listening(),
            hostname(),
            aggregation(filterList),
            number(Setting.QUEUE_BYTES, MIN_QUEUE_BYTES, MAX_QUEUE_BYTES),
            parsing(),
            isOn(Setting.WARM_UP),
            enrichment.settings(filterList),
            enrichment.podLabels(),
            new DeliveryReader(sources, problems)
                .settings(number(Setting.SPOOL_BYTES, MIN_QUEUE_BYTES, Integer.MAX_VALUE)),
            webhooks,
            new LogSettingsReader(sources, problems).settings(webhooks.host()),
            new ConnectionReader(sources, problems).settings());
    destinations.checkRoom(settings.maxQueueBytes());
    checkLoops(settings);
    return settings;
  }

  /** The Agent's samples of a context influence each other too much to be merged. */
  private void checkLoops(Settings settings) {
    boolean asAgent = settings.aggregation().compatibility() == Compatibility.AGENT;
    if (asAgent && settings.listening().loops() > 1) {
      problems.add(
          Problem.of(
              sources.find(Setting.LISTEN_LOOPS).orElseThrow().origin(),
              "several loops cannot aggregate as the Agent does",
              "Set it to 1, or leave out compatibility: agent"));
    }
  }

  private Parsing parsing() {
    ParserOptions common =
        new ParserOptions(
            isOn(Setting.NO_AGGREGATION_PIPELINE),
            isOn(Setting.ORIGIN_DETECTION_CLIENT),
            false,
            isOn(Setting.STRICT));
    Set<Transport> eolRequired =
        sources
            .find(Setting.EOL_REQUIRED)
            .map(given -> aggregationReader().eachOf(Transport.values(), given))
            .map(Set::copyOf)
            .orElse(Set.of());
    return new Parsing(
        common.withEolRequired(eolRequired.contains(Transport.UDP)),
        common.withEolRequired(eolRequired.contains(Transport.UDS)));
  }

  private AggregationReader aggregationReader() {
    return new AggregationReader(sources, problems);
  }

  private AggregatorSettings aggregation(MetricFilterList filterList) {
    AggregationReader reader = aggregationReader();
    return new AggregatorSettings(
        number(Setting.BUCKET_SECONDS, 1, 60),
        number(Setting.MAX_CONTEXTS, 1, MAX_CONTEXTS_LIMIT),
        number(Setting.MAX_CONTEXTS_PER_METRIC, 1, MAX_CONTEXTS_LIMIT),
        maxContextBytes(),
        reader.histograms(isOn(Setting.HISTOGRAM_COPY_TO_DISTRIBUTION), filterList),
        reader.oneOf(CountersAs.values(), Setting.COUNTERS_AS),
        reader.oneOf(Compatibility.values(), Setting.COMPATIBILITY));
  }

  private long maxContextBytes() {
    int given = number(Setting.MAX_CONTEXT_BYTES, 0, Integer.MAX_VALUE);
    return given == 0 ? Runtime.getRuntime().maxMemory() / 4 : given;
  }

  private Listening listening() {
    return new Listening(
        bindHosts(),
        number(Setting.PORT, 0, 65_535),
        socket(Setting.SOCKET),
        socket(Setting.STREAM_SOCKET),
        number(Setting.RECEIVE_BUFFER_BYTES, 0, MAX_RECEIVE_BUFFER_BYTES),
        number(Setting.LISTEN_LOOPS, 1, MAX_LISTEN_LOOPS));
  }

  private Webhooks webhooks() {
    return new Webhooks(
        word(sources.find(Setting.HTTP_HOST).orElseThrow(), "an address to listen on", problems),
        number(Setting.HTTP_PORT, 0, 65_535),
        new WebhookReader(sources, problems).webhooks());
  }

  private Optional<Path> socket(Setting setting) {
    return sources.find(setting).flatMap(this::socketPath);
  }

  private Optional<Path> socketPath(Sourced given) {
    if (given.text().matches("/\\p{Print}{0," + (MAX_SOCKET_PATH_BYTES - 2) + "}[!-.0-~]")) {
      return Optional.of(Path.of(given.text()));
    }
    problems.add(
        Problem.of(
            given.origin(),
            quoted(given.text()) + " is not the path of a socket",
            "Allowed is an absolute path of at most "
                + MAX_SOCKET_PATH_BYTES
                + " ASCII characters"));
    return Optional.empty();
  }

  private List<String> bindHosts() {
    Sourced given = sources.find(Setting.BIND_HOST).orElseThrow();
    return Arrays.stream(given.text().split(",", -1))
        .map(host -> word(Sourced.of(host, given.origin()), "an address to listen on", problems))
        .distinct()
        .toList();
  }

  private String hostname() {
    return sources
        .find(Setting.HOSTNAME)
        .map(given -> word(given, "a host name", problems))
        .orElseGet(machineName);
  }

  static String word(Sourced given, String meaning, List<Problem> problems) {
    if (!given.text().matches("[^\\s\\p{Cntrl}]{1,255}")) {
      problems.add(
          Problem.of(
              given.origin(),
              quoted(given.text()) + " is not " + meaning,
              "Allowed are 1 to 255 characters without white space"));
    }
    return given.text();
  }

  private int number(Setting setting, int min, int max) {
    Sourced given = sources.find(setting).orElseThrow();
    if (given.text().matches("[0-9]{1,10}")) {
      long number = Long.parseLong(given.text());
      if (min <= number && number <= max) {
        return (int) number;
      }
    }
    problems.add(
        Problem.of(
            given.origin(),
            quoted(given.text()) + " cannot be used",
            "Allowed is a whole number from " + min + " to " + max));
    return min;
  }

  private boolean isOn(Setting setting) {
    return truth(sources.find(setting).orElseThrow(), problems);
  }

  static boolean truth(Sourced given, List<Problem> problems) {
    if (given.text().equalsIgnoreCase("true")) {
      return true;
    }
    if (!given.text().equalsIgnoreCase("false")) {
      problems.add(
          new Problem(
              given.origin(),
              quoted(given.text()) + " is neither yes nor no",
              "Allowed are true and false",
              NearestWord.to(given.text(), List.of("true", "false"))));
    }
    return false;
  }

  /** The offending text, short and on one line. What looks like a key was pasted by mistake. */
  public static String quoted(String text) {
    if (ApiKey.isWellFormed(text)) {
      return "the value (not shown, it looks like an API key)";
    }
    String oneLine = text.replaceAll("\\p{Cntrl}", "?");
    String cut =
        oneLine.length() <= MAX_ECHOED_CHARACTERS
            ? oneLine
            : oneLine.substring(0, MAX_ECHOED_CHARACTERS) + "...";
    return '"' + cut + '"';
  }
}
