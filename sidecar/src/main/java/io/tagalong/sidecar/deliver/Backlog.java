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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's bodies on disk, kept in step with its account. Without a spool it takes nothing
 * and has nothing.
 *
 * <p>A body that is sent keeps its file until its outcome is known, so that it outlives a kill; one
 * that must not arrive twice loses its file first. When the disk fails or hangs, bodies stay in
 * memory, and the disk is tried again every half minute, once it answers.
 *
 * <p>Threads: the delivery thread; the flush thread and the one that stops the sidecar store what
 * has no room. All under this object's monitor, before the queue's. Files are touched by the {@link
 * DiskThread} only, for which they wait a bounded time; what it does too late, it books itself,
 * while the others leave the disk alone.
 */
final class Backlog {

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  private final String endpoint;
  private final @Nullable Spool spool;
  private final DeliveryQueue queue;
  private final Losses losses;
  private final DeliveryEnvironment environment;
  private final DiskThread disk;

  /** Files whose bodies have their outcome, but which the disk has not let go. */
  private final Set<SpoolEntry> surplus = new LinkedHashSet<>();

  /** Written under the monitor, read by the event loop, which must not wait for it. */
  private volatile boolean failing;

  private long pausedUntilNanos;

  Backlog(
      String endpoint,
      @Nullable Spool spool,
      DeliveryQueue queue,
      Losses losses,
      DeliveryEnvironment environment,
      DiskThread disk) {
    this.endpoint = endpoint;
    this.spool = spool;
    this.disk = disk;
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

  /**
   * Opens an endpoint's spool. If the disk lets that fail, or hangs, delivery goes on without.
   *
   * @param suffix ends the name of the disk's thread
   */
  static Backlog open(
      Endpoint endpoint,
      String suffix,
      Optional<SpoolSettings> settings,
      DeliveryQueue queue,
      Losses losses,
      DeliveryEnvironment environment) {
    DiskThread disk = new DiskThread("tagalong-spool-" + suffix, DiskThread.PATIENCE);
    Spool spool = null;
    boolean failed = false;
    try {
      if (settings.isPresent()) {
        SpoolSettings given = settings.get();
        spool =
            disk.await(
                () -> Spool.open(given.folderOf(endpoint), given.limits()),
                late -> letGo(late, environment));
      }
    } catch (IOException failure) {
      failed = true;
      environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1);
      environment
          .log()
          .error(
              "The spool for %s cannot be opened (%s): data waits in memory only, until the next start"
                  .formatted(endpoint.name(), failure));
    }
    Backlog backlog = new Backlog(endpoint.name(), spool, queue, losses, environment, disk);
    backlog.failing = failed;
    return backlog;
  }

  /** Closes what was opened too late, so that the next process may have it. */
  private static void letGo(Spool late, DeliveryEnvironment environment) {
    try {
      late.close();
    } catch (IOException failed) {
      environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1); // the process's end closes it
    }
  }

  boolean isOn() {
    return spool != null;
  }

  /** Whether there should be a disk, and bodies wait in memory only because it fails or hangs. */
  boolean isDegraded() {
    return failing || disk.isOverdue();
  }

  /**
   * Moves the oldest bodies to the disk, or gives them up, until the others have room in memory.
   */
  void makeRoom() {
    for (var oldest = queue.overflow(); oldest.isPresent(); oldest = queue.overflow()) {
      Body body = oldest.get().body();
      if (!store(oldest.get()) && queue.drop(oldest.get(), DropReason.QUEUE_FULL)) {
        losses.tell(
            DropReason.QUEUE_FULL,
            body.kind(),
            body.items(),
            "the delivery queue is full; --queue-bytes makes it larger");
      }
    }
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
      disk.await(() -> spool.makeRoomFor(body, this::dropForRoom));
      SpoolEntry entry = disk.await(() -> spool.add(body), late -> discard(spool, late));
      if (queue.spool(delivery)) {
        spool.putBack(entry);
        works();
      } else {
        delete(spool, entry); // it had its outcome meanwhile
      }
      return true;
    } catch (IOException failed) {
      fails(failed);
      return false;
    }
  }

  private void dropForRoom(SpoolEntry oldest) {
    drop(oldest, DropReason.SPOOL_FULL, "the spool is full; TAGALONG_SPOOL_BYTES makes it larger");
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
        SpoolEntry entry = disk.await(() -> spool.add(part.body()), late -> discard(spool, late));
        stored.add(part.storedAs(entry));
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
    dropUntil(nowSeconds, DropReason.EXPIRED, "they lay in the spool longer than they are of use");
  }

  /** Gives up all that is on the disk. */
  synchronized void discard() {
    dropUntil(Long.MAX_VALUE, DropReason.DISCONNECTED, "their connection was deleted");
  }

  private void dropUntil(long nowSeconds, DropReason reason, String why) {
    if (spool == null || isPaused()) {
      return;
    }
    deleteSurplus(spool);
    try {
      disk.await(() -> spool.deleteExpired(nowSeconds, entry -> drop(entry, reason, why)));
    } catch (IOException failed) {
      fails(failed);
    }
  }

  /** For how long the disk is left alone, because it failed or hangs. */
  synchronized long nanosUntilTried() {
    if (disk.isOverdue()) {
      return PAUSE_AFTER_FAILURE.toNanos();
    }
    return failing ? Math.max(0, pausedUntilNanos - environment.clock().nanos()) : 0;
  }

  boolean holdsAny(BodyKind kind) {
    return spool != null && spool.next(kind::equals).isPresent();
  }

  synchronized void close() {
    if (spool != null) {
      deleteSurplus(spool);
      try {
        disk.await(spool::close);
      } catch (IOException failed) {
        fails(failed);
      }
    }
    disk.close();
  }

  private Optional<Delivery> read(Spool from, SpoolEntry entry) {
    try {
      Optional<Delivery> taken =
          disk.await(
              () -> checkOut(from, entry), late -> late.ifPresent(body -> letWait(from, body)));
      taken.ifPresent(queue::holdSpooled);
      return taken;
    } catch (IOException failed) {
      fails(failed);
      return Optional.empty();
    }
  }

  /** Reads a body, on the disk's thread; nothing when its file is damaged, which is booked then. */
  private Optional<Delivery> checkOut(Spool from, SpoolEntry entry) throws IOException {
    try {
      Body body = from.checkOut(entry);
      Delivery delivery = new Delivery(body, queue.nextNumber(), entry);
      return Optional.of(delivery.mustNotRepeat() ? withoutFile(from, entry, body) : delivery);
    } catch (CorruptFileException damaged) {
      environment.telemetry().add(SelfMetric.SPOOL_FILES_SET_ASIDE, 1);
      drop(
          entry,
          DropReason.SPOOL_CORRUPT,
          "a file of the spool is set aside: " + damaged.getMessage());
      return Optional.empty();
    }
  }

  private Delivery withoutFile(Spool from, SpoolEntry entry, Body body) throws IOException {
    try {
      from.delete(entry);
      return new Delivery(body, queue.nextNumber());
    } catch (IOException failed) {
      from.putBack(entry);
      throw failed;
    }
  }

  /** Lets a body wait, where it is, which was read too late; on the disk's thread. */
  private void letWait(Spool from, Delivery late) {
    SpoolEntry entry = late.stored();
    if (entry == null) {
      queue.holdSpooled(late);
      DeliveryQueue.Settled unused = queue.putBack(late);
    } else {
      from.putBack(entry);
    }
  }

  /** Deletes the file, written too late, of a body that waits in memory; on the disk's thread. */
  private void discard(Spool from, SpoolEntry late) {
    try {
      from.delete(late);
    } catch (IOException failed) {
      environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1); // a start may deliver it again
    }
  }

  /** Deletes a file now, or as soon as the disk lets it. */
  private void delete(Spool from, SpoolEntry entry) {
    surplus.add(entry);
    deleteSurplus(from);
  }

  /** What the disk does not let go until the end is delivered again after the next start. */
  private void deleteSurplus(Spool from) {
    try {
      while (!surplus.isEmpty() && !isPaused()) {
        SpoolEntry entry = surplus.iterator().next();
        disk.await(() -> from.delete(entry));
        surplus.remove(entry);
        works();
      }
    } catch (IOException failed) {
      fails(failed);
    }
  }

  private void drop(SpoolEntry entry, DropReason reason, String why) {
    queue.dropSpooled(entry.kind(), entry.items(), reason);
    losses.tell(reason, entry.kind(), entry.items(), why);
  }

  private boolean isPaused() {
    return nanosUntilTried() > 0;
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
