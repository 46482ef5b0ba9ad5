package io.tagalong.sidecar;

import io.tagalong.sidecar.encode.ChangeItem;
import io.tagalong.sidecar.encode.CheckItem;
import io.tagalong.sidecar.encode.EventItem;
import io.tagalong.sidecar.encode.LogItem;
import java.util.List;

/**
 * The events, changes of flags, service checks and logs that one shard received in one bucket, in
 * their order.
 *
 * @param takenSeconds Unix time at which they were handed over
 */
record Notices(
    long takenSeconds,
    List<EventItem> events,
    List<ChangeItem> changes,
    List<CheckItem> checks,
    List<LogItem> logs) {
  Notices {
    events = List.copyOf(events);
    changes = List.copyOf(changes);
    checks = List.copyOf(checks);
    logs = List.copyOf(logs);
  }

  /** The same with other logs. */
  Notices withLogs(List<LogItem> others) {
    return new Notices(takenSeconds, events, changes, checks, others);
  }

  int items() {
    return events.size() + changes.size() + checks.size() + logs.size();
  }
}
