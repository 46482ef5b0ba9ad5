package io.tagalong.intake.item;

import java.nio.charset.StandardCharsets;
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

  /**
   * The same without the end of its message: so many bytes of UTF-8, or a few more where a
   * character would be torn.
   */
  public LogItem cutBy(long bytes) {
    byte[] whole = message.getBytes(StandardCharsets.UTF_8);
    int end = (int) Math.max(0, whole.length - bytes);
    while (end > 0 && end < whole.length && (whole[end] & 0xC0) == 0x80) {
      end--;
    }
    return new LogItem(
        new String(whole, 0, end, StandardCharsets.UTF_8),
        source,
        tags,
        host,
        service,
        status,
        timestampMillis,
        jsonBytes,
        attributes);
  }
}
