package io.tagalong.intake.metric;

import java.util.Collection;
import java.util.List;

/**
 * What Datadog tells time series apart by. Build it with {@link #of}, which brings the tags into
 * the form that Datadog would index: two senders that differ only in a tag's case share a context.
 *
 * @param tags in normal form, sorted, without duplicates
 */
public record Context(String metric, MetricKind kind, List<String> tags, String host) {
  public static Context of(String metric, MetricKind kind, Collection<String> tags, String host) {
    List<String> indexed =
        tags.stream()
            .map(TagNormalForm::of)
            .filter(tag -> !tag.isEmpty())
            .sorted()
            .distinct()
            .toList();
    return new Context(metric, kind, indexed, host);
  }
}
