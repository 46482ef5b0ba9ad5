package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void hasTheDefaultsOfTheDocument() {
    Settings settings = Given.settings(Map.of());

    assertEquals("dummy", settings.backend().text());
    assertEquals("sentry.", settings.prefix());
    assertEquals(1, settings.sampleRate());
    assertEquals(List.of(), settings.skipInternalPrefixes());
  }

  @Test
  void takesPropertiesBeforeVariablesAndOurStyleBeforeSentrys() {
    String sentry = "SENTRY_METRICS_BACKEND";
    String ours = "TAGALONG_METRICS_BACKEND";
    Map<String, String> environment = Map.of(sentry, "d", ours, "c");

    assertEquals("a", backend(Map.of(ours, "a", sentry, "b"), environment));
    assertEquals("b", backend(Map.of(sentry, "b"), environment));
    assertEquals("c", backend(Map.of(), environment));
    assertEquals("d", backend(Map.of(), Map.of(sentry, "d", ours, " ")));
  }

  private static String backend(Map<String, String> properties, Map<String, String> environment) {
    return new Settings(properties::get, environment::get).backend().text();
  }

  @Test
  void readsTextsWithQuotesAndWithout() {
    for (String text : List.of("app.", "'app.'", "\"app.\"")) {
      assertEquals("app.", Given.settings(Map.of("SENTRY_METRICS_PREFIX", text)).prefix());
    }
    assertEquals("", Given.settings(Map.of("SENTRY_METRICS_PREFIX", "''")).prefix());
  }

  @Test
  void readsListsWithCommasAndAsLiterals() {
    for (String text : List.of("a., b.", "['a.', \"b.\",]")) {
      Settings settings = Given.settings(Map.of("SENTRY_METRICS_SKIP_INTERNAL_PREFIXES", text));
      assertEquals(List.of("a.", "b."), settings.skipInternalPrefixes());
    }
  }

  @Test
  void namesTheSettingThatIsNotUnderstood() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "SAMPLE_RATE", "1.5",
                "DISALLOW_BAD_TAGS", "maybe",
                "OPTIONS", "{'a'",
                "SKIP_INTERNAL_PREFIXES", "[1]")
            .entrySet()) {
      Map<String, String> environment =
          Map.of("SENTRY_METRICS_" + wrong.getKey(), wrong.getValue());

      String message = Given.refusal(() -> Given.settings(environment));

      assertTrue(message.startsWith("SENTRY_METRICS_" + wrong.getKey() + ' '), message);
    }
  }

  @Test
  void readsOptionsAsTheDocumentWritesThem() {
    assertEquals(
        Map.of("statsd_host", "localhost", "statsd_port", 8125.0, "tags", Map.of()),
        Literal.parse(
            "{\n    'statsd_host': 'localhost',\n    'statsd_port': 8125,\n    'tags': {},\n}"));
    assertEquals(
        Arrays.asList(true, false, true, false, null, null, -1.5, "it's", "a\"b\\"),
        Literal.parse("[true, False, True, false, None, null, -1.5, 'it\\'s', \"a\\\"b\\\\\"]"));
  }

  @Test
  void readsTextsAsJsonEscapesThem() {
    assertEquals("a\tb\n\u00e9/", Literal.parse("\"a\\tb\\n\\u00e9\\/\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{'a'}",
        "{'a':1 'b':2}",
        "{a: 1}",
        "[1 2]",
        "'open",
        "'\\x'",
        "'\\u00e'",
        "'\\u00xy'",
        "'\\u+123'",
        "1e5",
        "{} {}",
        "[[[[[[[[[[]]]]]]]]]]",
        "'\\"
      })
  void refusesEverythingElse(String text) {
    assertThrows(IllegalArgumentException.class, () -> Literal.parse(text));
  }
}
