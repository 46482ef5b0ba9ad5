package io.tagalong.sidecar.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.sidecar.config.InvalidSettingsException;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.config.SettingsReader;
import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.Rejection;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;
import io.tagalong.sidecar.enrich.Enrichment.Enriched;
import io.tagalong.sidecar.enrich.Enrichment.Filtered;
import io.tagalong.sidecar.vectors.JsonObject;
import io.tagalong.sidecar.vectors.VectorFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The conformance cases of the stage {@code enrich}, from the Agent's settings in the environment
 * to name, tags and host.
 */
class EnrichVectorsTest {
  @TestFactory
  Stream<DynamicTest> enrichesAsTheAgentDoes() {
    return cases().stream()
        .map(each -> DynamicTest.dynamicTest(each.text("id"), () -> check(each)));
  }

  @Test
  void runsTheCasesOfAllRules() {
    assumeTrue(VectorFiles.areOurs());

    Set<String> rules = cases().stream().map(each -> each.text("rule")).collect(Collectors.toSet());

    assertEquals(25, rules.size());
  }

  private static List<JsonObject> cases() {
    return JsonObject.linesOf(VectorFiles.path("parser.jsonl")).stream()
        .filter(each -> each.text("stage").equals("enrich"))
        .toList();
  }

  private static void check(JsonObject vector) throws IOException, InvalidSettingsException {
    Settings settings = SettingsReader.read(environment(config(vector)), Map.of(), () -> "none");
    Enricher enricher = new Enricher(settings.enrichment(), List.of(), settings.hostname());

    List<Record> actual = enrich(enricher, vector.text("datagram"));

    assertEquals(
        vector.objects("expect").stream().map(EnrichVectorsTest::expected).toList(), actual);
  }

  @SuppressWarnings("unchecked") // The file's own format says so.
  private static Map<String, Object> config(JsonObject vector) {
    return (Map<String, Object>) vector.get("config");
  }

  /** The settings as the Agent reads them from its environment. */
  private static Map<String, String> environment(Map<String, Object> config) throws IOException {
    Map<String, String> environment = new HashMap<>(Map.of("TAGALONG_DRY_RUN", "true"));
    for (Map.Entry<String, Object> setting : config.entrySet()) {
      environment.put(
          "DD_" + setting.getKey().toUpperCase(Locale.ROOT), environmentText(setting.getValue()));
    }
    return environment;
  }

  private static String environmentText(Object value) throws IOException {
    if (!(value instanceof List<?> list)) {
      return value.toString();
    }
    boolean words = list.stream().allMatch(String.class::isInstance);
    return words
        ? list.stream().map(String.class::cast).collect(Collectors.joining(" "))
        : JSON.std.asString(list);
  }

  private static List<Record> enrich(Enricher enricher, String datagram) {
    List<Record> enriched = new ArrayList<>();
    byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
    new DatagramParser()
        .parse(
            bytes,
            bytes.length,
            new DatagramParser.Sink() {
              @Override
              public void accepted(MetricLine line) {
                enriched.add(
                    comparable(
                        enricher.enrich(line.type(), line.name(), line.tags(), cardinality(line))));
              }

              @Override
              public void event(Event event) {
                enriched.add(enricher.attribute(event.tags(), event.hostname()));
              }

              @Override
              public void serviceCheck(ServiceCheck check) {
                enriched.add(enricher.attribute(check.tags(), check.hostname()));
              }

              @Override
              public void rejected(Rejection why, byte[] buffer, int from, int to) {
                throw new AssertionError(why);
              }
            });
    return enriched;
  }

  private static String cardinality(MetricLine line) {
    return Objects.requireNonNullElse(line.origin().cardinality(), "");
  }

  private static Record expected(JsonObject entry) {
    return switch (entry.text("kind")) {
      case "filtered" -> new Filtered();
      case "event", "service_check" -> new Attribution(tags(entry), entry.text("host"));
      default ->
          comparable(
              new Enriched(
                  entry.text("name"),
                  tags(entry),
                  entry.text("host"),
                  entry.has("entity_id") ? entry.text("entity_id") : "",
                  entry.has("cardinality") ? entry.text("cardinality") : ""));
    };
  }

  private static List<String> tags(JsonObject entry) {
    return entry.list("tags").stream().map(String.class::cast).toList();
  }

  /** With the tags sorted, because those of a mapping have no order. */
  private static Record comparable(Enrichment enrichment) {
    return enrichment instanceof Enriched one
        ? new Enriched(
            one.name(),
            one.tags().stream().sorted().toList(),
            one.host(),
            one.entityId(),
            one.cardinality())
        : new Filtered();
  }
}
