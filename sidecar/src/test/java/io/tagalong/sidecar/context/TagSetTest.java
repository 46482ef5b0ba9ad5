package io.tagalong.sidecar.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagSetTest {
  @ParameterizedTest
  @CsvSource({
    "Env:PROD, env:prod",
    "url:http://h:80/p, url:http://h:80/p",
    "team:core infra, team:core_infra",
    "ville:Besançon, ville:besançon",
    "Größe:Ⅷ x²!, größe:__x__",
    "key:, key",
    "key:::, key",
    "a=b|c;d, a_b_c_d",
    "日本:東京, 日本:東京",
    "x:😀, x:_",
    "x:𝒜, x:𝒜",
  })
  void writesTagAsDatadogStoresIt(String raw, String expected) {
    assertEquals(List.of(expected), TagSet.of(List.of(raw)).tags());
  }

  @Test
  void sortsAndKeepsEachTagOnce() {
    TagSet tags = TagSet.of(List.of("b", "a:2", "B", "a:1", "a:2"));

    assertEquals(new TagSet(List.of("a:1", "a:2", "b"), 0), tags);
  }

  @Test
  void countsTagsWithNothingInThem() {
    TagSet tags = TagSet.of(List.of("", "a", ":", "::"));

    assertEquals(new TagSet(List.of("a"), 3), tags);
  }

  @Test
  void cutsLongTagAtCodePointsAndStillEndsInNoColon() {
    TagSet tags = TagSet.of(List.of("𝒜".repeat(250), "k".repeat(199) + ":value"));

    assertEquals(List.of("k".repeat(199), "𝒜".repeat(200)), tags.tags());
  }

  @Property
  void changesNothingWhenAppliedTwice(@ForAll List<String> raw) {
    List<String> once = TagSet.of(raw).tags();

    assertEquals(once, TagSet.of(once).tags());
    for (String tag : once) {
      assertTrue(tag.codePointCount(0, tag.length()) <= 200 && !tag.endsWith(":"), tag);
    }
  }

  @Property
  void namesAreUsableOrEmpty(@ForAll String raw) {
    String name = MetricName.normalise(raw, MetricName.MAX_LENGTH);

    assertTrue(name.isEmpty() || name.matches("[A-Za-z][A-Za-z0-9_.]{0,199}"), name);
    assertEquals(name, MetricName.normalise(name, MetricName.MAX_LENGTH));
  }

  @ParameterizedTest
  @CsvSource({
    "my metric-name.x, my_metric_name.x",
    "température.salle, temp_rature.salle",
    "_9.über.x, ber.x",
    "a#b@c, a_b_c",
    "jobs😀, jobs_",
  })
  void writesNameAsDatadogStoresIt(String raw, String expected) {
    assertEquals(expected, MetricName.normalise(raw, MetricName.MAX_LENGTH));
  }
}
