package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.deliver.DeliveryFigures;
import io.tagalong.sidecar.deliver.EndpointState;
import java.time.Duration;
import java.util.List;

/** Where closed buckets leave the sidecar. */
interface Outlet {

  void start();

  /** Takes a bucket that is not empty; called on the flush thread. */
  void take(Snapshot snapshot);

  /** Takes events, service checks and logs; called on the flush thread. */
  void take(Notices notices);

  /** Whether what can wait at its sender may come now; never waits for a network or a disk. */
  default boolean hasRoom() {
    return true;
  }

  /** What became of the items, for each endpoint and kind; never waits for a network or a disk. */
  default List<DeliveryFigures> figures() {
    return List.of();
  }

  /** How the delivery to each endpoint does; never waits either. */
  default List<EndpointState> states() {
    return List.of();
  }

  /** Has what waits for a time look at the clock again, because the time has turned. */
  default void wake() {}

  /** Lets go of what was taken, within the budget; nothing is taken afterwards. */
  void stop(Duration budget);
}
