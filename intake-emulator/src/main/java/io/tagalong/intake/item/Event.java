package io.tagalong.intake.item;

import java.util.List;
import java.util.Map;

/**
 * An event as it was sent, to either of the two event routes.
 *
 * @param text the body of the event; {@code message} in version 2
 * @param timestampSeconds seconds since the epoch; the time of arrival if none was sent
 * @param fields everything else about it by the names that were sent
 */
public record Event(
    String title,
    String text,
    long timestampSeconds,
    String host,
    List<String> tags,
    Map<String, Object> fields) {
  public Event {
    tags = List.copyOf(tags);
    fields = Map.copyOf(fields);
  }
}
