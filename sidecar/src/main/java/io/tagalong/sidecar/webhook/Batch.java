package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.dogstatsd.Event;
import java.util.List;

/**
 * All that one request has become.
 *
 * @param datagrams samples as DogStatsD messages, each with a newline behind it; not to be written
 */
public record Batch(List<byte[]> datagrams, List<Event> events, List<LogEntry> logs) {

  public Batch {
    datagrams = List.copyOf(datagrams);
    events = List.copyOf(events);
    logs = List.copyOf(logs);
  }

  public boolean isEmpty() {
    return datagrams.isEmpty() && events.isEmpty() && logs.isEmpty();
  }
}
