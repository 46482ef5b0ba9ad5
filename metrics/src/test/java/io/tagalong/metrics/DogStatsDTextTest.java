package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DogStatsDTextTest {
  @Test
  void writesSamples() {
    assertEquals(
        "sentry.login:1|c|#instance:failure",
        DogStatsDText.metric("sentry.login", 1, "c", 1, Map.of("instance", "failure")));
    assertEquals(
        "t:0.00001|ms|@0.25|#a:1,b:2",
        DogStatsDText.metric("t", 1e-5, "ms", 0.25, new TreeMap<>(Map.of("b", "2", "a", "1"))));
    assertEquals("g:-7|g", DogStatsDText.metric("g", -7, "g", 1, Map.of()));
  }

  @Test
  void replacesWhatWouldSplitTheMessage() {
    assertEquals(
        "weird_name_x:1|c|#k_y:v_2_3:4",
        DogStatsDText.metric("weird:name|x", 1, "c", 1, Map.of("k:y", "v,2\n3:4")));
  }

  @Test
  void writesEventsWithTheirLengthsInBytes() {
    Event event =
        Event.of("Gr\u00fc\u00dfe", "one\ntwo|three")
            .alertType(Event.AlertType.WARNING)
            .priority(Event.Priority.LOW)
            .aggregationKey("a|b")
            .sourceTypeName("java");

    assertEquals(
        "_e{7,14}:Gr\u00fc\u00dfe|one\\ntwo|three|k:a_b|p:low|s:java|t:warning|#env:it",
        DogStatsDText.event(event, Map.of("env", "it")));
  }
}
