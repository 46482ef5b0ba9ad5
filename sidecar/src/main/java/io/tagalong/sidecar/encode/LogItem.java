package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.yaml.Node;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A log entry for {@code /api/v2/logs}, complete.
 *
 * @param tags joined with commas
 * @param status such as {@code error}; Datadog takes what has none for information
 * @param timestampMillis in milliseconds since 1970; absent when one of the fields holds the time
 * @param fields more of them, beside the others at the top
 */
public record LogItem(
    String message,
    @Nullable String source,
    String tags,
    String host,
    @Nullable String service,
    @Nullable String status,
    OptionalLong timestampMillis,
    Map<String, Node> fields) {

  public LogItem {
    fields = Map.copyOf(fields);
  }
}
