package io.tagalong.sidecar.deliver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of several deliveries, all at the same time, each on a thread of its own, {@code
 * tagalong-stop-} and its name: neither a slow intake nor a disk that hangs takes the others' time,
 * or more than the budget.
 */
public final class Ending {

  /** For the last file to be written. */
  private static final Duration HURRY = Duration.ofMillis(200);

  private Ending() {}

  /** Ends them; returns when that is done, or shortly after the budget. */
  public static void of(
      List<? extends SupervisedDelivery> deliveries, Duration budget, DeliveryClock clock) {
    long endNanos = clock.nanos() + budget.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (SupervisedDelivery delivery : deliveries) {
      Thread thread = new Thread(() -> delivery.stop(endNanos), "tagalong-stop-" + delivery.name());
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (int i = 0; i < threads.size(); i++) {
      if (!ends(threads.get(i), Duration.ofNanos(endNanos - clock.nanos()).plus(HURRY))) {
        deliveries.get(i).abandon();
      }
      deliveries.get(i).tellRest(budget);
    }
  }

  private static boolean ends(Thread thread, Duration left) {
    try {
      thread.join(Math.max(1, left.toMillis()));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
