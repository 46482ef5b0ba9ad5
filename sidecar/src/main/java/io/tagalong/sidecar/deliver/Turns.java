package io.tagalong.sidecar.deliver;

import static java.util.Objects.requireNonNull;

import io.tagalong.sidecar.encode.BodyKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which body goes next, and which wait. The kinds take turns, so that many bodies of one, wherever
 * they are, never keep another waiting. Metrics go from memory first, which has the newest; the
 * rest from the spool first, which has the oldest.
 *
 * <p>Threads: owned by the delivery thread.
 */
final class Turns {

  /** Who permits to send again wakes the queue; this is only to be on the safe side. */
  private static final Duration UNTIL_WOKEN = Duration.ofHours(1);

  private static final BodyKind[] KINDS = BodyKind.values();

  private final DeliveryQueue queue;
  private final Backlog backlog;
  private final KeyState key;
  private final Supervisor supervisor;
  private final Map<BodyKind, Route> routes = new EnumMap<>(BodyKind.class);
  private int nextKind;

  Turns(
      String endpoint,
      DeliveryQueue queue,
      Backlog backlog,
      KeyState key,
      DeliveryEnvironment environment,
      Supervisor supervisor) {
    this.queue = queue;
    this.backlog = backlog;
    this.key = key;
    this.supervisor = supervisor;
    for (BodyKind kind : KINDS) {
      routes.put(kind, new Route(kind, endpoint, environment));
    }
  }

  Route route(BodyKind kind) {
    return requireNonNull(routes.get(kind));
  }

  /** Whether the last attempt failed, of any kind of body, and will be repeated. */
  boolean isFailing() {
    return routes.values().stream().anyMatch(Route::isFailing);
  }

  /** Lets the next attempt of each kind go at once. */
  void reopen() {
    routes.values().forEach(Route::reopen);
  }

  /** Takes the body that goes next. Nothing while none may go. */
  Optional<Delivery> take() {
    Optional<Delivery> taken = Optional.empty();
    int first = nextKind;
    for (int turn = 0; turn < KINDS.length && taken.isEmpty(); turn++) {
      int index = (first + turn) % KINDS.length;
      taken = isOpen(KINDS[index]) ? take(KINDS[index]) : Optional.empty();
      nextKind = index + 1;
    }
    return taken;
  }

  private Optional<Delivery> take(BodyKind kind) {
    return kind.newestFirst()
        ? queue.takeNewest(kind).or(() -> backlog.take(kind))
        : backlog.take(kind).or(() -> queue.takeOldest(kind));
  }

  /** An outage may outlast this process, so what waits for its end is written down. */
  void storeWhatWaits() {
    for (BodyKind kind : KINDS) {
      boolean stored = true;
      while (stored && !isOpen(kind)) {
        Optional<Delivery> oldest = backlog.isOn() ? queue.takeOldest(kind) : Optional.empty();
        stored = oldest.map(backlog::store).orElse(false);
        oldest.ifPresent(queue::putBack); // does nothing to what was stored
      }
    }
  }

  private boolean isOpen(BodyKind kind) {
    return nanosUntilOpen(kind) <= 0;
  }

  private long nanosUntilOpen(BodyKind kind) {
    if (!supervisor.maySend()) {
      return UNTIL_WOKEN.toNanos();
    }
    return Math.max(key.nanosUntilOpen(), route(kind).nanosUntilOpen());
  }

  /** For how long nothing will go, and the key will not be asked about. */
  long nanosUntilNext() {
    long nanos = Math.max(0, key.nanosUntilCheck());
    for (BodyKind kind : KINDS) {
      long untilOpen = Math.max(0, nanosUntilOpen(kind));
      if (queue.holdsAny(kind)) {
        nanos = Math.min(nanos, untilOpen);
      }
      nanos = Math.min(nanos, Math.max(untilOpen, backlog.nanosUntilNext(kind)));
    }
    return nanos;
  }
}
