package io.tagalong.sidecar.config;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.config.LogSettings.Opening;
import io.tagalong.sidecar.deliver.Endpoint;
import io.tagalong.sidecar.deliver.IntakeHosts;
import io.tagalong.sidecar.dogstatsd.ParserOptions;
import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.histogram.HistogramSettings.Aggregate;
import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.FixedKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsReaderTest {

  private static final String KEY = "0123456789abcdef0123456789ABCDEF";

  @Test
  void usesDefaultsWhenOnlyTheKeyIsGiven() throws InvalidSettingsException {
    Settings settings = read(Map.of(), Map.of());

    assertEquals(
        new Settings(
            intakes(IntakeHosts.ofSite("datadoghq.com")),
            new Listening(List.of("127.0.0.1"), 8125, Optional.empty(), Optional.empty(), 0, 1),
            "this-machine",
            new AggregatorSettings(
                10,
                100_000,
                AggregatorSettings.DEFAULT_MAX_CONTEXTS_PER_METRIC,
                Runtime.getRuntime().maxMemory() / 4,
                rules(HistogramSettings.DEFAULT),
                CountersAs.COUNT,
                Compatibility.TAGALONG),
            15 * 1024 * 1024,
            new Parsing(ParserOptions.DEFAULT),
            true,
            settings.enrichment(),
            settings.podLabels(),
            DeliverySettings.DEFAULT,
            new Webhooks("127.0.0.1", 8127, List.of()),
            new LogSettings(Opening.IF_POSSIBLE, List.of()),
            Optional.empty()),
        settings);
  }

  @Test
  void prefersFlagToEnvironmentToDefault() throws InvalidSettingsException {
    Map<String, String> environment =
        Map.of("DD_DOGSTATSD_PORT", "1", "TAGALONG_BUCKET_SECONDS", "2");

    Settings settings = read(environment, Map.of(Setting.PORT, "3"));

    assertEquals(3, settings.listening().port());
    assertEquals(2, settings.bucketSeconds());
    assertEquals(100_000, settings.aggregation().maxContexts());
  }

  @Test
  void readsEveryEnvironmentVariable() throws InvalidSettingsException {
    Settings settings =
        read(
            Map.ofEntries(
                entry("DD_DOGSTATSD_SOCKET", "/run/dsd.socket"),
                entry("DD_DOGSTATSD_STREAM_SOCKET", "/run/stream.socket"),
                entry("DD_DD_URL", "http://proxy:8080/datadog/"),
                entry("DD_BIND_HOST", "0.0.0.0, ::1"),
                entry("DD_DOGSTATSD_PORT", "0"),
                entry("DD_DOGSTATSD_SO_RCVBUF", "8388608"),
                entry("TAGALONG_WARM_UP", "false"),
                entry("DD_HOSTNAME", "web-1"),
                entry("TAGALONG_BUCKET_SECONDS", "60"),
                entry("TAGALONG_MAX_CONTEXTS", "5"),
                entry("TAGALONG_MAX_CONTEXTS_PER_METRIC", "3"),
                entry("TAGALONG_MAX_CONTEXT_BYTES", "1000000"),
                entry("DD_HISTOGRAM_AGGREGATES", "sum min"),
                entry("DD_HISTOGRAM_PERCENTILES", "0.999 0.50"),
                entry("DD_HISTOGRAM_COPY_TO_DISTRIBUTION", "true"),
                entry("DD_HISTOGRAM_COPY_TO_DISTRIBUTION_PREFIX", "dist."),
                entry("TAGALONG_COUNTERS_AS", "rate"),
                entry("DD_DOGSTATSD_NO_AGGREGATION_PIPELINE", "false"),
                entry("TAGALONG_COMPATIBILITY", "Agent"),
                entry("TAGALONG_QUEUE_BYTES", "9000000"),
                entry("DD_DOGSTATSD_EOL_REQUIRED", "udp named_pipe"),
                entry("DD_DOGSTATSD_ORIGIN_DETECTION_CLIENT", "false"),
                entry("TAGALONG_STRICT", "true")),
            Map.of());

    assertEquals(
        new Settings(
            intakes(IntakeHosts.single(URI.create("http://proxy:8080/datadog"))),
            new Listening(
                List.of("0.0.0.0", "::1"),
                0,
                Optional.of(Path.of("/run/dsd.socket")),
                Optional.of(Path.of("/run/stream.socket")),
                8_388_608,
                1),
            "web-1",
            new AggregatorSettings(
                60,
                5,
                3,
                1_000_000,
                rules(
                    new HistogramSettings(
                        List.of(Aggregate.MIN, Aggregate.SUM),
                        List.of(50, 100),
                        Optional.of("dist."))),
                CountersAs.RATE,
                Compatibility.AGENT),
            9_000_000,
            new Parsing(
                new ParserOptions(false, false, true, true),
                new ParserOptions(false, false, false, true)),
            false,
            settings.enrichment(),
            settings.podLabels(),
            DeliverySettings.DEFAULT,
            new Webhooks("127.0.0.1", 8127, List.of()),
            new LogSettings(Opening.IF_POSSIBLE, List.of()),
            Optional.empty()),
        settings);
  }

  @Test
  void readsAnEmptyListWrittenAsTheAgentsUsersDo() throws InvalidSettingsException {
    Settings settings =
        read(Map.of("DD_HISTOGRAM_AGGREGATES", "[]", "DD_HISTOGRAM_PERCENTILES", "[]"), Map.of());

    assertEquals(
        new HistogramSettings(List.of(), List.of(), Optional.empty()),
        settings.aggregation().histograms().general());
  }

  @Test
  void namesEveryWordThatIsNoFigureOfAHistogram() {
    List<String> problems =
        problems(
                Map.of(
                    "DD_HISTOGRAM_AGGREGATES", "max mediam",
                    "DD_HISTOGRAM_PERCENTILES", "0.5 95 p99",
                    "TAGALONG_COUNTERS_AS", "counts"),
                Map.of())
            .stream()
            .map(Problem::toString)
            .toList();

    assertEquals(4, problems.size(), problems.toString());
    assertTrue(problems.get(0).endsWith("Did you mean median?"), problems.get(0));
    assertTrue(problems.get(1).contains("\"95\" is not a percentile"), problems.get(1));
    assertTrue(problems.get(3).endsWith("Did you mean count?"), problems.get(3));
  }

  @ParameterizedTest
  @CsvSource({
    "us1, datadoghq.com",
    "datadoghq.com, datadoghq.com",
    "us3, us3.datadoghq.com",
    "us5.datadoghq.com, us5.datadoghq.com",
    "eu1, datadoghq.eu",
    "AP1, ap1.datadoghq.com",
    "ap2, ap2.datadoghq.com",
    "uk1, uk1.datadoghq.com",
    "US1-FED, ddog-gov.com",
    "us2.ddog-gov.com, us2.ddog-gov.com"
  })
  void deliversToTheHostsOfTheSite(String site, String domain) throws InvalidSettingsException {
    IntakeHosts hosts = intake(read(Map.of(), Map.of(Setting.SITE, site))).hosts();

    assertEquals("https://api." + domain, hosts.api().toString());
    assertEquals("https://http-intake.logs." + domain, hosts.logs().toString());
    assertEquals("https://event-management-intake." + domain, hosts.events().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "datadoghq.co, datadoghq.com",
    "us1fed, us1-fed",
    "https://app.datadoghq.com/, datadoghq.com",
    "app.datadoghq.eu, datadoghq.eu"
  })
  void namesNearestSiteWhenItIsUnknown(String site, String nearest) {
    List<Problem> problems = problems(Map.of("DD_SITE", site), Map.of());

    assertEquals(1, problems.size());
    String text = problems.get(0).toString();
    assertTrue(text.startsWith("environment variable DD_SITE: \"" + site + "\" is not"), text);
    assertTrue(text.contains("us1 (datadoghq.com)"), text);
    assertTrue(text.endsWith("Did you mean " + nearest + "?"), text);
  }

  @Test
  void prefersTheAgentsNewerNameForTheIntakeAddress() throws InvalidSettingsException {
    Settings settings =
        read(Map.of("DD_URL", "http://old:1", "DD_DD_URL", "http://new:2"), Map.of());

    assertEquals("http://new:2", intake(settings).hosts().api().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dsd.socket", "unix:///run/dsd.socket", "/run/", "/", "/a\u0000b", "/caf\u00e9"})
  void refusesSocketThatIsNotAnAbsolutePathOfAFile(String path) {
    List<Problem> problems = problems(Map.of(), Map.of(Setting.SOCKET, path));

    assertEquals(1, problems.size());
    String text = problems.get(0).toString();
    assertTrue(text.startsWith("flag --socket: ") && text.contains("absolute path"), text);
  }

  @Test
  void refusesSocketWhosePathIsTooLongForTheSystem() throws InvalidSettingsException {
    String longest = "/" + "s".repeat(106);

    Settings settings = read(Map.of("DD_DOGSTATSD_STREAM_SOCKET", longest), Map.of());
    List<Problem> problems =
        problems(Map.of("DD_DOGSTATSD_STREAM_SOCKET", longest + "s"), Map.of());

    assertEquals(Optional.of(Path.of(longest)), settings.listening().streamSocket());
    assertEquals(1, problems.size());
  }

  @Test
  void readsHowManyLoopsThereAre() throws InvalidSettingsException {
    assertEquals(4, read(Map.of("TAGALONG_LISTEN_LOOPS", "4"), Map.of()).listening().loops());
  }

  @Test
  void refusesSeveralLoopsWhenTheAgentsNumbersAreWanted() {
    List<Problem> problems =
        problems(Map.of("TAGALONG_COMPATIBILITY", "agent"), Map.of(Setting.LISTEN_LOOPS, "2"));

    assertEquals(
        List.of(
            "flag --listen-loops: several loops cannot aggregate as the Agent does. Set it to 1, or"
                + " leave out compatibility: agent."),
        problems.stream().map(Problem::toString).toList());
  }

  @Test
  void takesHostNameOfTheContainerWhenNoneIsSet() throws InvalidSettingsException {
    Settings settings = read(Map.of("HOSTNAME", "pod-7"), Map.of());

    assertEquals("pod-7", settings.hostname());
  }

  @Test
  void ignoresVariableWhenItIsSetToNothing() throws InvalidSettingsException {
    Settings settings = read(Map.of("DD_SITE", "", "DD_DOGSTATSD_PORT", " "), Map.of());

    assertEquals(8125, settings.listening().port());
  }

  @Test
  void reportsAllProblemsAtOnceInTheirOwnWords() {
    List<Problem> problems =
        problems(
            Map.of("DD_DOGSTATSD_PORT", "81x25", "TAGALONG_BUCKET_SECOND", "5"),
            Map.of(
                Setting.INTAKE_URL, "ftp://u:secret@h?api_key=k",
                Setting.BUCKET_SECONDS, "61",
                Setting.QUEUE_BYTES, "99999999999"));

    assertEquals(
        List.of(
            "flag --dd-url: \"ftp://h\" is not an intake address. Allowed is http:// or https://"
                + " with a host, then at most a port and a path.",
            "environment variable DD_DOGSTATSD_PORT: \"81x25\" cannot be used. Allowed is a whole"
                + " number from 0 to 65535.",
            "flag --bucket-seconds: \"61\" cannot be used. Allowed is a whole number from 1 to 60.",
            "flag --queue-bytes: \"99999999999\" cannot be used. Allowed is a whole number from"
                + " 8388608 to 1073741824.",
            "environment variable TAGALONG_BUCKET_SECOND: there is no such setting. Known are "
                + ownVariables()
                + ". Did you mean TAGALONG_BUCKET_SECONDS?"),
        problems.stream().map(Problem::toString).toList());
  }

  @Test
  void namesBothWaysOutWhenThereIsNoKey() {
    InvalidSettingsException refusal =
        assertThrows(
            InvalidSettingsException.class,
            () -> SettingsReader.read(Map.of(), Map.of(), () -> "h"));

    String text = refusal.problems().toString();
    assertTrue(text.contains("DD_API_KEY"), text);
    assertTrue(text.contains("--dry-run"), text);
  }

  @Test
  void needsNoKeyWhenRunIsDry() throws InvalidSettingsException {
    Settings settings =
        SettingsReader.read(Map.of("TAGALONG_DRY_RUN", "True"), Map.of(), () -> "h");

    assertEquals(new Destination.DryRun(), settings.destination());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123456789abcdef0123456789abcde", "g123456789abcdef0123456789abcdef"})
  void refusesMalformedKeyWithoutShowingIt(String key) {
    List<Problem> problems = problems(Map.of("DD_API_KEY", key), Map.of());

    assertEquals(1, problems.size());
    String text = problems.get(0).toString();
    assertTrue(text.startsWith("environment variable DD_API_KEY: "), text);
    assertFalse(text.contains(key.substring(5)), text);
  }

  @Test
  void doesNotShowKeyWhenItWasPutIntoTheWrongVariable() {
    List<Problem> problems = problems(Map.of("DD_SITE", KEY), Map.of());

    assertFalse(problems.toString().contains(KEY), problems.toString());
  }

  @Test
  void hidesKeyInTextOfSettings() throws InvalidSettingsException {
    Settings settings = read(Map.of(), Map.of());

    assertFalse(settings.toString().contains(KEY), settings.toString());
  }

  private static Destination intakes(IntakeHosts hosts) {
    ApiKey key = new ApiKey(KEY);
    return new Destination.Intakes(List.of(Endpoint.main(hosts, key, new FixedKey(key))));
  }

  private static Endpoint intake(Settings settings) {
    return ((Destination.Intakes) settings.destination()).endpoints().get(0);
  }

  private static List<Problem> problems(
      Map<String, String> environment, Map<Setting, String> flags) {
    return assertThrows(InvalidSettingsException.class, () -> read(environment, flags)).problems();
  }

  private static Settings read(Map<String, String> environment, Map<Setting, String> flags)
      throws InvalidSettingsException {
    Map<String, String> withKey = new HashMap<>(Map.of("DD_API_KEY", KEY));
    withKey.putAll(environment);
    return SettingsReader.read(withKey, flags, () -> "this-machine");
  }

  private static HistogramRules rules(HistogramSettings general) {
    return new HistogramRules(
        general, HistogramRules.bundled(general), new MetricFilterList(Set.of(), false));
  }

  private static String ownVariables() {
    return Arrays.stream(Setting.values())
        .flatMap(setting -> setting.variables().stream())
        .filter(name -> name.startsWith("TAGALONG_"))
        .collect(Collectors.joining(", "));
  }
}
