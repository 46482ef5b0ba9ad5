package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.spool.CorruptFileException;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolEntry;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's bodies on disk, kept in step with its account. Without a spool it takes nothing
 * and has nothing.
 *
 * <p>A body that is sent keeps its file until its outcome is known, so that it outlives a kill; one
 * that must not arrive twice loses its file first. When the disk fails, bodies stay in memory, and
 * the disk is tried again every half minute.
 *
 * <p>Threads: the delivery thread; the flush thread and the one that stops the sidecar store what
 * has no room. All under this object's monitor, before the queue's.
 */
final class Backlog {

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  private final String endpoint;
  private final @Nullable Spool spool;
  private final DeliveryQueue queue;
  private final Losses losses;
  private final DeliveryEnvironment environment;
  private boolean failing;
  private long pausedUntilNanos;

  Backlog(
      String endpoint,
      @Nullable Spool spool,
      DeliveryQueue queue,
      Losses losses,
      DeliveryEnvironment environment) {
    this.endpoint = endpoint;
    this.spool = spool;
    this.queue = queue;
    this.losses = losses;
    this.environment = environment;
    this.pausedUntilNanos = environment.clock().nanos();
    if (spool != null) {
      for (SpoolEntry entry : spool.entries()) {
        queue.acceptSpooled(entry.kind(), entry.items());
        environment.telemetry().add(SelfMetric.ITEMS_ACCEPTED, entry.items());
      }
    }
  }

  /** Opens an endpoint's spool. If the disk lets that fail, delivery goes on without. */
  static Backlog open(
      Endpoint endpoint,
      Optional<SpoolSettings> settings,
      DeliveryQueue queue,
      Losses losses,
      DeliveryEnvironment environment) {
    Spool spool = null;
    try {
      if (settings.isPresent()) {
        SpoolSettings given = settings.get();
        spool = Spool.open(given.folderOf(endpoint), given.limits());
      }
    } catch (IOException failed) {
      environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1);
      environment
          .log()
          .error(
              "The spool for %s cannot be opened (%s): data waits in memory only, until the next start"
                  .formatted(endpoint.name(), failed));
    }
    return new Backlog(endpoint.name(), spool, queue, losses, environment);
  }

  boolean isOn() {
    return spool != null;
  }

  /**
   * Moves a body that is held from memory to the disk. False, and it is still held, when there is
   * no disk that takes it.
   */
  synchronized boolean store(Delivery delivery) {
    if (delivery.stored() != null) {
      settle(delivery);
      return true;
    }
    if (spool == null || isPaused()) {
      return false;
    }
    Body body = delivery.body();
    try {
      for (SpoolEntry oldest : spool.makeRoomFor(body)) {
        drop(
            oldest,
            DropReason.SPOOL_FULL,
            "the spool is full; TAGALONG_SPOOL_BYTES makes it larger");
      }
      SpoolEntry entry = spool.add(body);
      if (!queue.spool(delivery)) {
        spool.delete(entry); // it had its outcome meanwhile
      }
      works();
      return true;
    } catch (IOException failed) {
      fails(failed);
      return false;
    }
  }

  /** Takes a body of a kind that may be sent from the disk; the queue then holds it. */
  synchronized Optional<Delivery> take(Predicate<BodyKind> maySend) {
    if (spool == null || isPaused()) {
      return Optional.empty();
    }
    Optional<SpoolEntry> next = spool.next(maySend);
    while (next.isPresent()) {
      Optional<Delivery> taken = read(spool, next.get());
      if (taken.isPresent() || isPaused()) {
        return taken;
      }
      next = spool.next(maySend);
    }
    return Optional.empty();
  }

  /** Ends an attempt: what had no outcome goes back to where it came from, else its file goes. */
  synchronized void settle(Delivery delivery) {
    DeliveryQueue.Settled settled = queue.putBack(delivery);
    SpoolEntry entry = delivery.stored();
    if (spool == null || entry == null) {
      return;
    }
    switch (settled) {
      case WAITS -> spool.putBack(entry);
      case ENDED -> delete(spool, entry);
      case TAKEN_OVER -> {} // its file may be all that there is of it
    }
  }

  /**
   * Lets the parts of a body wait instead of it. If that has a file, the parts get theirs first, so
   * that a kill at any moment leaves the whole or all of its parts.
   */
  synchronized void split(Delivery delivery, List<Delivery> parts) {
    List<Delivery> safe = delivery.stored() == null ? parts : stored(parts);
    if (!queue.split(delivery, safe)) {
      deleteFiles(safe);
    }
  }

  private List<Delivery> stored(List<Delivery> parts) {
    if (spool == null) {
      return parts;
    }
    List<Delivery> stored = new ArrayList<>();
    try {
      for (Delivery part : parts) {
        stored.add(part.storedAs(spool.addCheckedOut(part.body())));
      }
      return stored;
    } catch (IOException failed) {
      fails(failed); // the parts wait in memory, as everything does while the disk fails
      deleteFiles(stored);
      return parts;
    }
  }

  private void deleteFiles(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      SpoolEntry entry = delivery.stored();
      if (spool != null && entry != null) {
        delete(spool, entry);
      }
    }
  }

  synchronized void dropExpired(long nowSeconds) {
    if (spool == null || isPaused()) {
      return;
    }
    try {
      for (SpoolEntry expired : spool.deleteExpired(nowSeconds)) {
        drop(expired, DropReason.EXPIRED, "they lay in the spool longer than they are of use");
      }
    } catch (IOException failed) {
      fails(failed);
    }
  }

  boolean holdsAny(BodyKind kind) {
    return spool != null && spool.next(kind::equals).isPresent();
  }

  synchronized void close() {
    try {
      if (spool != null) {
        spool.close();
      }
    } catch (IOException failed) {
      fails(failed);
    }
  }

  private Optional<Delivery> read(Spool from, SpoolEntry entry) {
    try {
      Body body = from.checkOut(entry);
      Delivery delivery = new Delivery(body, queue.nextNumber(), entry);
      if (delivery.mustNotRepeat()) {
        from.delete(entry);
        delivery = new Delivery(body, queue.nextNumber());
      }
      queue.holdSpooled(delivery);
      works();
      return Optional.of(delivery);
    } catch (CorruptFileException damaged) {
      environment.telemetry().add(SelfMetric.SPOOL_FILES_SET_ASIDE, 1);
      drop(
          entry,
          DropReason.SPOOL_CORRUPT,
          "a file of the spool is set aside: " + damaged.getMessage());
    } catch (IOException failed) {
      from.putBack(entry);
      fails(failed);
    }
    return Optional.empty();
  }

  private void delete(Spool from, SpoolEntry entry) {
    try {
      from.delete(entry);
    } catch (IOException failed) {
      fails(failed); // it may be delivered again after the next start
    }
  }

  private void drop(SpoolEntry entry, DropReason reason, String why) {
    queue.dropSpooled(entry.kind(), entry.items(), reason);
    losses.tell(reason, entry.kind(), entry.items(), why);
  }

  private boolean isPaused() {
    return failing && environment.clock().nanos() < pausedUntilNanos;
  }

  private synchronized void fails(IOException failure) {
    environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1);
    pausedUntilNanos = environment.clock().nanos() + PAUSE_AFTER_FAILURE.toNanos();
    if (!failing) {
      failing = true;
      environment
          .log()
          .error(
              "The spool for %s fails (%s): data waits in memory only, the disk is tried again every %d s"
                  .formatted(endpoint, failure, PAUSE_AFTER_FAILURE.toSeconds()));
    }
  }

  private void works() {
    if (failing) {
      failing = false;
      environment.log().info("The spool for " + endpoint + " works again");
    }
  }
}
