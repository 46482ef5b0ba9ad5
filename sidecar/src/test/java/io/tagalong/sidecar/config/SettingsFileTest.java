package io.tagalong.sidecar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.config.LoadedSettings.Value;
import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.enrich.TagFilterList;
import io.tagalong.sidecar.enrich.TagRule;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.histogram.HistogramSettings.Aggregate;
import io.tagalong.sidecar.key.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that stand in a YAML file. */
final class SettingsFileTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private Path folder = Path.of("");
  private Path file = folder;

  @BeforeEach
  void nameFile(@TempDir Path temporary) {
    folder = temporary;
    file = folder.resolve("sidecar.yaml");
  }

  @Test
  void readsWhatAnAgentsFileSays() throws Exception {
    Settings settings =
        load("""
                api_key: %s
                dogstatsd_port: 9125
                bind_host: 0.0.0.0
                tags: [team:a, "zone:b c"]
                version: 1.10
                env:
                metric_filterlist:
                  - noise
                  - shop.time.avg
                histogram_aggregates: []
                histogram_percentiles: [0.5, "0.99"]
                kubernetes_pod_labels_as_tags:
                  app: kube_app
                metric_tag_filterlist:
                  - metric_name: orders
                    tags: [user]
                dogstatsd_mapper_profiles:
                  - name: jobs
                    prefix: job.
                    mappings:
                      - match: job.*.time
                        name: job.time
                        tags: {job: $1}
                """
                .formatted(KEY))
            .settings();

    assertEquals(
        new ApiKey(KEY), ((Destination.Intakes) settings.destination()).endpoints().get(0).key());
    assertEquals(9125, settings.listening().port());
    assertEquals(List.of("0.0.0.0"), settings.listening().hosts());
    assertEquals(List.of("team:a", "zone:b c"), settings.enrichment().extraTags());
    assertEquals(List.of("version:1.10"), settings.enrichment().serviceTags());
    assertEquals(
        new MetricFilterList(Set.of("noise", "shop.time.avg"), false),
        settings.enrichment().metricFilterList());
    assertEquals(
        new HistogramSettings(List.of(), List.of(50, 99), Optional.empty()),
        settings.aggregation().histograms().general());
    assertEquals("kube_app", settings.podLabels().tagKeys().get("app"));
    assertEquals(
        new TagFilterList(List.of(new TagRule("orders", TagRule.Action.EXCLUDE, Set.of("user")))),
        settings.enrichment().tagFilterList());
    assertEquals(
        Map.of("job", "$1"),
        settings.enrichment().mapperProfiles().get(0).mappings().get(0).tags());
  }

  @Test
  void prefersFlagToEnvironmentToFileToDefaultAndTellsWhich() throws Exception {
    Files.writeString(file, "dogstatsd_port: 1\nbucket_seconds: 2\nmax_contexts: 3\n");

    LoadedSettings loaded =
        load(
            Map.of("DD_DOGSTATSD_PORT", "11", "TAGALONG_BUCKET_SECONDS", "12"),
            Map.of(Setting.PORT, "21"));

    assertEquals(21, loaded.settings().listening().port());
    assertEquals(12, loaded.settings().bucketSeconds());
    assertEquals(3, loaded.settings().aggregation().maxContexts());
    assertEquals(new Value(Setting.PORT, "21", "flag --port"), value(loaded, Setting.PORT));
    assertEquals(
        "environment variable TAGALONG_BUCKET_SECONDS",
        value(loaded, Setting.BUCKET_SECONDS).origin());
    assertEquals(file + ":3:15 max_contexts", value(loaded, Setting.MAX_CONTEXTS).origin());
    assertEquals("default", value(loaded, Setting.QUEUE_BYTES).origin());
  }

  @Test
  void reportsAllProblemsOfTheFileWithTheirPlaces() throws Exception {
    List<String> problems =
        problems(
            """
            dogstatsd_prt: 1
            dogstatsd_port: x
            tags: {a: b}
            site: [us1]
            strict: true
            strict: true
            dogstatsd_mapper_profiles:
              - name: p
                prefix: p.
                mappings:
                  - match: p.**
                    nme: q
            """);

    assertEquals(
        List.of(
            "6:1: \"strict\" is there for the second time. Keep one of the two.",
            "1:1 dogstatsd_prt: there is no such setting. docs/configuration.md lists all of them."
                + " Did you mean dogstatsd_port?",
            "3:7 tags: the value has the wrong form. Allowed is a list of single values, or a text"
                + " with spaces between them.",
            "4:7 site: the value has the wrong form. Allowed is a single value.",
            "2:17 dogstatsd_port: \"x\" cannot be used. Allowed is a whole number from 0 to 65535."),
        problems.subList(0, 5));
    assertTrue(
        problems.contains(
            "12:9 dogstatsd_mapper_profiles: [0].mappings[0].nme means nothing. Known are match,"
                + " match_type, name, tags. Did you mean name?"),
        problems.toString());
    assertTrue(
        problems.contains(
            "11:16 dogstatsd_mapper_profiles: [0].mappings[0].match is \"p.**\", which is no"
                + " wildcard: \"**\" is not allowed. Allowed are letters, digits and the characters"
                + " - _ . and single *."),
        problems.toString());
    assertEquals(8, problems.size(), problems.toString());
  }

  @Test
  void refusesFileThatIsNamedAndAbsent() {
    List<Problem> problems = refusal().problems();

    assertEquals(1, problems.size());
    assertTrue(
        problems.get(0).toString().startsWith(file + ": the file cannot be read (NoSuchFile"),
        problems.toString());
  }

  @Test
  void refusesFileThatIsTooLargeOrNotUtf8() throws IOException {
    Files.write(file, new byte[SettingsFile.MAX_BYTES + 1]);
    String tooLarge = refusal().getMessage();
    Files.write(file, new byte[] {'a', ':', (byte) 0xff});
    String notUtf8 = refusal().getMessage();

    assertEquals(file + ": the file is too large. Allowed is 1 MiB.", tooLarge);
    assertEquals(file + ": the file is not UTF-8. Save it as UTF-8.", notUtf8);
  }

  @Test
  void readsRulesForHistogramsInBothForms() throws Exception {
    HistogramRules inFile =
        load("""
                histogram_rules:
                  - match: shop.*
                    aggregates: [max]
                    percentiles: [0.5, 0.999]
                    distribution: true
                """)
            .settings()
            .aggregation()
            .histograms();
    Files.writeString(file, "");
    HistogramRules inEnvironment =
        load(
                Map.of(
                    "TAGALONG_HISTOGRAM_RULES",
                    "[{\"match\": \"shop.*\", \"percentiles\": [\"0.5\"]}]"),
                Map.of())
            .settings()
            .aggregation()
            .histograms();

    assertEquals(
        new HistogramSettings(List.of(Aggregate.MAX), List.of(50, 100), Optional.of("")),
        inFile.rules().get(0).settings());
    assertEquals(
        new HistogramSettings(
            HistogramSettings.DEFAULT.aggregates(), List.of(50), Optional.empty()),
        inEnvironment.rules().get(0).settings());
  }

  @Test
  void reportsProblemsOfRulesForHistograms() throws Exception {
    assertEquals(
        List.of(
            "2:17 histogram_rules: \"mx\" cannot be used. Allowed are max, median, avg, count, min,"
                + " sum, plain_avg. Did you mean max?",
            "3:18 histogram_rules: \"2\" is not a percentile. Allowed are numbers from 0 to 1 with"
                + " spaces between, as in 0.5 0.95, or []."),
        problems(
            """
            histogram_rules:
              - aggregates: [mx]
                percentiles: [2]
                match: a
            """));
  }

  @Test
  void warnsOfKeyThatEveryUserCanRead() throws Exception {
    Files.writeString(file, "api_key: " + KEY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    LoadedSettings readable = load(Map.of(), Map.of());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    LoadedSettings guarded = load(Map.of(), Map.of());

    assertEquals(1, readable.warnings().size());
    assertTrue(readable.warnings().get(0).startsWith(file + ":1:10 api_key: every user"));
    assertEquals(List.of(), guarded.warnings());
    assertFalse(readable.toString().contains(KEY.substring(28)), readable.toString());
  }

  @Test
  void readsTheAgentsSectionsForEndpointsAndProxies() throws Exception {
    LoadedSettings loaded =
        load(
            """
            api_key: %1$s
            additional_endpoints:
              "https://app.datadoghq.eu":
                - %2$s
                - %1$s
            proxy:
              https: http://user:pass%2$s@proxy:3128
              no_proxy:
                - internal
                - .example.org
            spool_bytes: 9000000
            """
                .formatted(KEY, KEY.replace('0', 'f')));

    Settings settings = loaded.settings();
    assertEquals(3, ((Destination.Intakes) settings.destination()).endpoints().size());
    assertEquals(
        List.of("internal", ".example.org"), settings.delivery().network().proxies().direct());
    assertEquals("proxy", settings.delivery().network().proxies().https().orElseThrow().host());
    assertEquals(
        "{https://app.datadoghq.eu: [(secret), (secret)]}",
        value(loaded, Setting.ADDITIONAL_ENDPOINTS).text());
    assertEquals("http://(secret)@proxy:3128", value(loaded, Setting.PROXY_HTTPS).text());
    assertFalse(loaded.toString().contains(KEY.substring(1)), loaded.toString());
    assertTrue(loaded.warnings().get(1).startsWith(file + ":3:3 additional_endpoints: every user"));
  }

  @Test
  void placesProblemsInTheAgentsSectionsWithoutShowingSecrets() throws Exception {
    assertEquals(
        List.of(
            "2:3 proxy.htps: there is no such setting. docs/configuration.md lists all of them."
                + " Did you mean proxy.https?",
            "4:30 additional_endpoints https://app.datadoghq.eu[0]: the value (not shown, 3"
                + " characters) is not a Datadog API key. Allowed are 32 hexadecimal characters;"
                + " application keys do not work here."),
        problems(
            """
            proxy:
              htps: http://p
            additional_endpoints:
              https://app.datadoghq.eu: [abc]
            """));
  }

  @Test
  void findsOutThatAHiddenValueChanged() throws Exception {
    LoadedSettings before = load("api_key: " + KEY + "\nproxy: {http: 'http://u:a@p'}");
    LoadedSettings after = load("\napi_key: " + KEY + "\nproxy: {http: 'http://u:b@p'}");

    assertEquals(List.of(Setting.PROXY_HTTP), before.needingRestart(after));
  }

  @Test
  void noticesNewContentBehindTheSameLink() throws Exception {
    Path link = folder.resolve("..data");
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    Files.writeString(one.resolve("sidecar.yaml"), "strict: true ");
    Files.writeString(two.resolve("sidecar.yaml"), "strict: false");
    Files.createSymbolicLink(link, one);
    Files.createSymbolicLink(file, Path.of("..data", "sidecar.yaml"));
    SettingsSource source = source(Map.of(), Map.of());
    boolean strictBefore = source.load().settings().parsing().udp().strict();
    boolean changedBefore = source.hasChanged();

    Path next = Files.createSymbolicLink(folder.resolve("..next"), two);
    Files.move(next, link, StandardCopyOption.REPLACE_EXISTING);

    assertTrue(strictBefore);
    assertFalse(changedBefore);
    assertTrue(source.hasChanged());
    assertFalse(source.load().settings().parsing().udp().strict());
    assertFalse(source.hasChanged());
  }

  /** Without the file's name. */
  private List<String> problems(String text) throws IOException {
    Files.writeString(file, text);
    return refusal().problems().stream()
        .map(problem -> problem.toString().substring(file.toString().length() + 1))
        .toList();
  }

  private InvalidSettingsException refusal() {
    return assertThrows(InvalidSettingsException.class, () -> load(Map.of(), Map.of()));
  }

  private LoadedSettings load(String text) throws Exception {
    Files.writeString(file, text);
    return load(Map.of(), Map.of());
  }

  private LoadedSettings load(Map<String, String> environment, Map<Setting, String> flags)
      throws InvalidSettingsException {
    return source(environment, flags).load();
  }

  private SettingsSource source(Map<String, String> environment, Map<Setting, String> flags) {
    Map<String, String> all = new HashMap<>(Map.of("TAGALONG_CONFIG", file.toString()));
    all.putAll(environment);
    if (!text().contains("api_key")) {
      all.put("TAGALONG_DRY_RUN", "true");
    }
    return new SettingsSource(all, flags, () -> "this-machine");
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException absentOrUnreadable) {
      return "";
    }
  }

  private static Value value(LoadedSettings loaded, Setting setting) {
    return loaded.values().stream()
        .filter(value -> value.setting() == setting)
        .findFirst()
        .orElseThrow();
  }
}
