package io.tagalong.sidecar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.enrich.Namespace;
import io.tagalong.sidecar.enrich.PodLabels;
import io.tagalong.sidecar.enrich.TagFilterList;
import io.tagalong.sidecar.enrich.TagRule;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichmentReaderTest {
  @Test
  void readsEverySettingOfTheAgentInItsEnvironmentForm() throws InvalidSettingsException {
    Settings settings =
        read(
            Map.of(
                "DD_ENV", "prod",
                "DD_VERSION", "1.4",
                "DD_TAGS", "team:a, zone:b  c",
                "DD_DOGSTATSD_TAGS", "d",
                "DD_STATSD_METRIC_NAMESPACE", "shop",
                "DD_STATSD_METRIC_NAMESPACE_BLACKLIST", "jvm kafka",
                "DD_METRIC_FILTERLIST", "noise more.noise",
                "DD_METRIC_FILTERLIST_MATCH_PREFIX", "true",
                "DD_METRIC_TAG_FILTERLIST",
                    "[{'metric_name': 'm', 'tags': ['a', 'b']},".replace('\'', '"')
                        + "{'metric_name': 'n', 'action': 'include', 'tags': ['c']}]"
                            .replace('\'', '"'),
                "TAGALONG_PODINFO_LABELS", "podinfo"));

    assertEquals(List.of("env:prod", "version:1.4"), settings.enrichment().serviceTags());
    assertEquals(List.of("d", "team:a", "zone:b", "c"), settings.enrichment().extraTags());
    assertEquals(new Namespace("shop", List.of("jvm", "kafka")), settings.enrichment().namespace());
    assertEquals(
        new MetricFilterList(Set.of("noise", "more.noise"), true),
        settings.enrichment().metricFilterList());
    assertEquals(
        new TagFilterList(
            List.of(
                new TagRule("m", TagRule.Action.EXCLUDE, Set.of("a", "b")),
                new TagRule("n", TagRule.Action.INCLUDE, Set.of("c")))),
        settings.enrichment().tagFilterList());
    assertEquals(
        new PodLabels(Path.of("podinfo"), PodLabels.STANDARD_TAG_KEYS), settings.podLabels());
  }

  @Test
  void takesTheOlderNamesOfTheFilterList() throws InvalidSettingsException {
    Settings settings =
        read(
            Map.of(
                "DD_STATSD_METRIC_BLOCKLIST", "noise",
                "DD_STATSD_METRIC_BLOCKLIST_MATCH_PREFIX", "true"));

    assertEquals(
        new MetricFilterList(Set.of("noise"), true), settings.enrichment().metricFilterList());
  }

  @Test
  void addsLabelsToTheStandardOnes() throws InvalidSettingsException {
    Settings settings =
        read(
            Map.of(
                "DD_KUBERNETES_POD_LABELS_AS_TAGS", "{\"app.kubernetes.io/name\": \"kube_app\"}"));

    assertEquals(Path.of("/etc/podinfo/labels"), settings.podLabels().file());
    assertEquals("kube_app", settings.podLabels().tagKeys().get("app.kubernetes.io/name"));
    assertEquals("env", settings.podLabels().tagKeys().get("tags.datadoghq.com/env"));
  }

  @Test
  void reportsAllProblemsOfMapperProfilesWithTheirPlaces() {
    List<String> problems =
        problems(
            "DD_DOGSTATSD_MAPPER_PROFILES",
            """
            [{"name": "p", "prefix": "a.", "mapings": [], "mappings": [
               {"match": "a.**", "name": "a"},
               {"match": "a(", "match_type": "regex", "name": 7},
               {"match": "a", "match_type": "regexp", "name": "a", "tags": ["x"]}]},
             {"name": "q", "prefix": ""},
             "r"]
            """);

    String shape =
        " Allowed is a list like [{\"name\": \"jobs\", \"prefix\": \"job.\", \"mappings\": [{\"match\":"
            + " \"job.*.time\", \"name\": \"job.time\", \"tags\": {\"job\": \"$1\"}}]}].";
    assertEquals(
        List.of(
            "[0].mapings means nothing. Known are name, prefix, mappings. Did you mean mappings?",
            "[0].mappings[0].match is \"a.**\", which is no wildcard: \"**\" is not allowed. Allowed"
                + " are letters, digits and the characters - _ . and single *.",
            "[0].mappings[1].match is \"a(\", which is no regular expression: Unclosed group."
                + " Allowed is what java.util.regex.Pattern takes.",
            "[0].mappings[1].name is not a text with something in it." + shape,
            "[0].mappings[2].match_type is \"regexp\". Allowed are wildcard and regex.",
            "[0].mappings[2].tags is not an object." + shape,
            "[1].prefix is not a text with something in it." + shape,
            "[2] is not an object." + shape,
            "[2].name is missing." + shape,
            "[2].prefix is missing." + shape),
        problems);
  }

  @Test
  void reportsTextThatIsNotJsonWithItsColumn() {
    List<String> problems = problems("DD_METRIC_TAG_FILTERLIST", "[{\"metric_name\": }]");

    assertEquals(1, problems.size());
    assertTrue(
        problems.get(0).startsWith("\"[{\"metric_name\": }]\" is not JSON: "), problems.get(0));
    assertTrue(problems.get(0).contains(", column 18. Allowed is a list like"), problems.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "[, Unexpected end-of-input: expected close marker for Array",
    "[] [], there is more text after its end",
    "'[{\"tags\": [], \"tags\": []}]', Duplicate field 'tags'",
  })
  void refusesWhatIsNotOneJsonText(String text, String reason) {
    List<String> problems = problems("DD_METRIC_TAG_FILTERLIST", text);

    assertEquals(1, problems.size());
    String start = '"' + text + "\" is not JSON: " + reason + ", column ";
    assertTrue(problems.get(0).startsWith(start), problems.get(0));
  }

  @Test
  void refusesLabelPatterns() {
    assertEquals(
        List.of(
            "app* is a pattern. Allowed is an object like {\"app.kubernetes.io/name\": \"app\"}, of"
                + " whole names."),
        problems("DD_KUBERNETES_POD_LABELS_AS_TAGS", "{\"app*\": \"x\"}"));
  }

  @Test
  void refusesFlagThatIsNeitherTrueNorFalse() {
    assertEquals(
        List.of("\"yes\" is neither yes nor no. Allowed are true and false."),
        problems("DD_METRIC_FILTERLIST_MATCH_PREFIX", "yes"));
  }

  /** What is said of the setting, without its name. */
  private static List<String> problems(String variable, String text) {
    InvalidSettingsException refusal =
        assertThrows(InvalidSettingsException.class, () -> read(Map.of(variable, text)));
    String origin = "environment variable " + variable + ": ";
    return refusal.problems().stream()
        .map(Problem::toString)
        .peek(problem -> assertTrue(problem.startsWith(origin), problem))
        .map(problem -> problem.substring(origin.length()))
        .toList();
  }

  private static Settings read(Map<String, String> environment) throws InvalidSettingsException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("TAGALONG_DRY_RUN", "true");
    return SettingsReader.read(all, Map.of(), () -> "this-machine");
  }
}
