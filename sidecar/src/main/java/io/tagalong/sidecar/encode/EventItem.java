package io.tagalong.sidecar.encode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event for {@code /api/v1/events}, complete.
 *
 * @param happenedSeconds in seconds since 1970
 * @param host empty for none
 * @param priority {@code normal} or {@code low}; {@code alertType} likewise in the intake's words
 */
public record EventItem(
    String title,
    String text,
    long happenedSeconds,
    String host,
    @Nullable String aggregationKey,
    @Nullable String sourceTypeName,
    String priority,
    String alertType,
    List<String> tags) {

  public EventItem {
    tags = List.copyOf(tags);
  }
}
