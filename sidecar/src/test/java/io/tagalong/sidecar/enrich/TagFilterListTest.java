package io.tagalong.sidecar.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.enrich.TagRule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TagFilterListTest {
  private static final TagRule INCLUDE = new TagRule("m", Action.INCLUDE, Set.of("a", "b"));
  private static final TagRule EXCLUDE = new TagRule("m", Action.EXCLUDE, Set.of("a"));

  @Test
  void excludesTagsByWhatStandsBeforeTheFirstColon() {
    assertEquals(
        List.of("ab:1", "c:a:1"),
        left(MetricType.COUNT, List.of(EXCLUDE), "a:1", "a", "a:2:3", "ab:1", "c:a:1"));
  }

  @Test
  void keepsOnlyTheTagsThatAreIncluded() {
    assertEquals(
        List.of("a:1", "b"), left(MetricType.DISTRIBUTION, List.of(INCLUDE), "a:1", "b", "c:1"));
  }

  @Test
  void addsUpRulesOfOneActionAndPrefersExclude() {
    TagRule moreExcluded = new TagRule("m", Action.EXCLUDE, Set.of("c"));

    assertEquals(
        List.of("b:1", "d:1"),
        left(
            MetricType.COUNT, List.of(EXCLUDE, INCLUDE, moreExcluded), "a:1", "b:1", "c:1", "d:1"));
  }

  @ParameterizedTest
  @EnumSource(names = {"GAUGE", "HISTOGRAM", "TIMING", "SET"})
  void stripsNothingFromTypesThatDoNotAddUp(MetricType type) {
    assertEquals(List.of("a:1"), left(type, List.of(EXCLUDE), "a:1"));
  }

  @Test
  void stripsNothingFromOtherMetrics() {
    List<String> tags = new ArrayList<>(List.of("a:1"));

    new TagFilterList(List.of(EXCLUDE)).strip(MetricType.COUNT, "m.other", tags);

    assertEquals(List.of("a:1"), tags);
  }

  private static List<String> left(MetricType type, List<TagRule> rules, String... tags) {
    List<String> left = new ArrayList<>(List.of(tags));
    new TagFilterList(rules).strip(type, "m", left);
    return left;
  }
}
