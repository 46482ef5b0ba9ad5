package io.tagalong.intake.item;

import java.util.List;
import java.util.Map;

/**
 * One log as it was sent.
 *
 * @param tags the parts of {@code ddtags}
 * @param timestampMillis milliseconds since the epoch; the time of arrival if none was sent
 * @param jsonBytes about how long it was
 * @param attributes the fields that Datadog gives no meaning of its own
 */
public record LogItem(
    String message,
    String source,
    List<String> tags,
    String host,
    String service,
    String status,
    long timestampMillis,
    long jsonBytes,
    Map<String, Object> attributes) {
  public LogItem {
    tags = List.copyOf(tags);
    attributes = Map.copyOf(attributes);
  }
}
