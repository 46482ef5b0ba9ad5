package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.dogstatsd.Event;
import java.util.List;

/**
 * All that one request has become.
 *
 * @param datagrams samples as DogStatsD messages, each with a newline behind it; not to be written
 */
public record Batch(
    List<byte[]> datagrams, List<Event> events, List<FlagChange> changes, List<LogEntry> logs) {

  public Batch {
    datagrams = List.copyOf(datagrams);
    events = List.copyOf(events);
    changes = List.copyOf(changes);
    logs = List.copyOf(logs);
  }

  /** Whether there is anything but samples. */
  public boolean hasNotices() {
    return !events.isEmpty() || !changes.isEmpty() || !logs.isEmpty();
  }

  public boolean isEmpty() {
    return datagrams.isEmpty() && !hasNotices();
  }
}
