package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The bodies that wait for delivery, and the one that is on its way. Bounded in bytes: room is made
 * by giving up the oldest body that waits, because the newest is worth most on a dashboard. The
 * body on its way takes up room too but is never given up, so that its outcome is counted once.
 *
 * <p>Threads: the flush thread adds, the delivery thread takes and settles, and the thread that
 * stops the sidecar empties; all of them under this object's monitor, and never for longer than a
 * walk over the entries.
 */
final class DeliveryQueue {

  /** A body and its place among those of the same second. */
  record Entry(Body body, long number) {}

  private static final Comparator<Entry> OLDEST_FIRST =
      Comparator.<Entry>comparingLong(entry -> entry.body().createdSeconds())
          .thenComparingLong(Entry::number);

  private final long maxBytes;
  private final TreeSet<Entry> waiting = new TreeSet<>(OLDEST_FIRST);
  private @Nullable Entry underway;
  private long bytes;
  private long lastNumber;
  private boolean changed;

  DeliveryQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds a body. Returns the bodies that were given up for it, possibly the body itself. */
  synchronized List<Body> add(Body body) {
    waiting.add(new Entry(body, ++lastNumber));
    bytes += body.compressed().length;
    wake();
    List<Body> givenUp = new ArrayList<>();
    while (bytes > maxBytes && !waiting.isEmpty()) {
      givenUp.add(forget(waiting.first()));
    }
    return givenUp;
  }

  /** Takes the newest body of a kind that may be sent; it stays underway until settled. */
  synchronized Optional<Body> take(Predicate<BodyKind> maySend) {
    for (Entry entry : waiting.descendingSet()) {
      if (maySend.test(entry.body().kind())) {
        waiting.remove(entry);
        underway = entry;
        return Optional.of(entry.body());
      }
    }
    return Optional.empty();
  }

  /** Ends the way of the body that is underway. False when {@link #empty} was faster. */
  synchronized boolean settle() {
    if (underway == null) {
      return false;
    }
    bytes -= underway.body().compressed().length;
    underway = null;
    return true;
  }

  /** Lets the body that is underway wait again, in its old place. */
  synchronized void putBack() {
    if (underway != null) {
      waiting.add(underway);
      underway = null;
    }
  }

  /** Removes and returns what was created before that second. */
  synchronized List<Body> removeCreatedBefore(long seconds) {
    List<Body> removed = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.first().body().createdSeconds() < seconds) {
      removed.add(forget(waiting.first()));
    }
    return removed;
  }

  /** Removes and returns everything, the body underway included. */
  synchronized List<Body> empty() {
    putBack();
    return removeCreatedBefore(Long.MAX_VALUE);
  }

  synchronized boolean holds(BodyKind kind) {
    return waiting.stream().anyMatch(entry -> entry.body().kind() == kind);
  }

  /** Items of all bodies, the one underway included. */
  synchronized long items() {
    long underwayItems = underway == null ? 0 : underway.body().items();
    return underwayItems + waiting.stream().mapToLong(entry -> entry.body().items()).sum();
  }

  /**
   * Returns when a body was added or {@link #wake} called since the last time, or after the wait.
   */
  synchronized void await(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (long rest = nanos; rest > 0 && !changed; rest = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, rest);
    }
    changed = false;
  }

  synchronized void wake() {
    changed = true;
    notifyAll();
  }

  private Body forget(Entry entry) {
    waiting.remove(entry);
    bytes -= entry.body().compressed().length;
    return entry.body();
  }
}
