package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Snapshot;
import java.time.Duration;

/** Where closed buckets leave the sidecar. */
interface Outlet {

  void start();

  /** Takes a bucket that is not empty; called on the flush thread. */
  void take(Snapshot snapshot);

  /** Takes events and service checks; called on the flush thread. */
  void take(Notices notices);

  /** Lets go of what was taken, within the budget; nothing is taken afterwards. */
  void stop(Duration budget);
}
