package io.tagalong.sidecar;

import io.tagalong.sidecar.encode.CheckItem;
import io.tagalong.sidecar.encode.EventItem;
import java.util.List;

/**
 * The events and service checks that one shard received in one bucket, in their order.
 *
 * @param takenSeconds Unix time at which they were handed over
 */
record Notices(long takenSeconds, List<EventItem> events, List<CheckItem> checks) {
  Notices {
    events = List.copyOf(events);
    checks = List.copyOf(checks);
  }

  int items() {
    return events.size() + checks.size();
  }
}
