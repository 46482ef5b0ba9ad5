package io.tagalong.sidecar.encode;

import java.util.Map;

/**
 * A log entry for {@code /api/v2/logs}, complete.
 *
 * @param timestampMillis in milliseconds since 1970
 * @param tags joined with commas
 * @param attributes more fields, beside the others at the top
 */
public record LogItem(
    String message,
    String source,
    String tags,
    String host,
    String service,
    String status,
    long timestampMillis,
    Map<String, String> attributes) {

  public LogItem {
    attributes = Map.copyOf(attributes);
  }
}
