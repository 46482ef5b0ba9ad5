package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.spool.CorruptFileException;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolEntry;
import io.tagalong.sidecar.spool.StuckFileException;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One endpoint's bodies on disk, kept in step with its account. Without a spool it takes nothing
 * and has nothing.
 *
 * <p>A body that is sent keeps its file until its outcome is known, so that it outlives a kill; one
 * that must not arrive twice loses its file first. While the disk fails or hangs, bodies stay in
 * memory.
 *
 * <p>Threads: the delivery thread; the flush thread and the one that stops the sidecar store what
 * has no room. All under this object's monitor, before the queue's. What the disk's thread does too
 * late, it books itself, while the others leave the disk alone.
 */
final class Backlog {

  private final GuardedSpool spool;
  private final DeliveryQueue queue;
  private final Losses losses;
  private final Telemetry telemetry;

  /**
   * What bodies whose files exist have been through, as far as it matters. Written by whoever has
   * the monitor, and by the disk's thread when it does something too late.
   */
  private final Map<SpoolEntry, Trials> trials = new ConcurrentHashMap<>();

  /** Begins with what a former process has left in the spool. */
  Backlog(GuardedSpool spool, DeliveryQueue queue, Losses losses, Telemetry telemetry) {
    this.spool = spool;
    this.queue = queue;
    this.losses = losses;
    this.telemetry = telemetry;
    for (SpoolEntry entry : spool.entries()) {
      queue.acceptSpooled(entry.kind(), entry.items());
      telemetry.add(SelfMetric.ITEMS_ACCEPTED, entry.items());
    }
  }

  boolean isOn() {
    return spool.isOn();
  }

  /** Whether there should be a disk, and bodies wait in memory only because it fails or hangs. */
  boolean isDegraded() {
    return spool.isDegraded();
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
    Body body = delivery.body();
    if (!spool.isWritable() || !spool.makeRoomFor(body, this::dropForRoom)) {
      return false;
    }
    Optional<SpoolEntry> added = spool.add(body);
    added.ifPresent(entry -> bookStored(delivery, entry));
    return added.isPresent();
  }

  private void bookStored(Delivery delivery, SpoolEntry entry) {
    if (queue.spool(delivery)) {
      putBack(entry, delivery.trials());
    } else {
      spool.delete(entry); // it had its outcome meanwhile
    }
  }

  private void dropForRoom(SpoolEntry oldest) {
    drop(oldest, DropReason.SPOOL_FULL, "the spool is full; TAGALONG_SPOOL_BYTES makes it larger");
  }

  /**
   * Takes the body of a kind from the disk that is to be sent next; the queue then holds it.
   * Nothing when its file cannot be read, although others may wait.
   */
  synchronized Optional<Delivery> take(BodyKind kind) {
    return spool.isReadable() ? spool.next(kind).flatMap(this::read) : Optional.empty();
  }

  private void putBack(SpoolEntry entry, Trials known) {
    if (!known.isNone()) {
      trials.put(entry, known);
    }
    spool.putBack(entry);
  }

  private Optional<Delivery> read(SpoolEntry entry) {
    Optional<Delivery> taken =
        spool.take(files -> checkOut(files, entry), late -> late.ifPresent(this::letWait));
    taken.ifPresent(queue::holdSpooled);
    return taken;
  }

  /** Reads a body, on the disk's thread; nothing when its file is damaged, which is booked then. */
  private Optional<Delivery> checkOut(Spool from, SpoolEntry entry) throws IOException {
    try {
      Body body = from.checkOut(entry);
      Trials former = trials.getOrDefault(entry, new Trials());
      Delivery delivery = new Delivery(body, queue.nextNumber()).after(former);
      return Optional.of(
          delivery.mustNotRepeat() ? withoutFile(from, entry, delivery) : delivery.storedAs(entry));
    } catch (CorruptFileException damaged) {
      telemetry.add(SelfMetric.SPOOL_FILES_SET_ASIDE, 1);
      drop(
          entry,
          DropReason.SPOOL_CORRUPT,
          "a file of the spool is set aside: " + damaged.getMessage());
      return Optional.empty();
    }
  }

  private Delivery withoutFile(Spool from, SpoolEntry entry, Delivery delivery) throws IOException {
    try {
      from.drop(entry, trials::remove);
      return delivery;
    } catch (StuckFileException stillThere) {
      throw stillThere;
    } catch (IOException gone) {
      letWait(delivery); // only a machine that dies at this moment brings the file back
      throw gone;
    }
  }

  /** Lets a body wait, where it is, which was read too late; on the disk's thread. */
  private void letWait(Delivery late) {
    SpoolEntry entry = late.stored();
    if (entry == null) {
      queue.holdSpooled(late);
      DeliveryQueue.Settled unused = queue.putBack(late);
    } else {
      spool.putBack(entry);
    }
  }

  /** Ends an attempt: what had no outcome goes back to where it came from, else its file goes. */
  synchronized void settle(Delivery delivery) {
    DeliveryQueue.Settled settled = queue.putBack(delivery);
    SpoolEntry entry = delivery.stored();
    if (entry == null) {
      return;
    }
    switch (settled) {
      case WAITS -> putBack(entry, delivery.trials());
      case ENDED -> {
        trials.remove(entry);
        spool.delete(entry);
      }
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

  /** The parts with their files; or all without, as everything is while the disk fails. */
  private List<Delivery> stored(List<Delivery> parts) {
    List<Delivery> stored = new ArrayList<>();
    for (Delivery part : parts) {
      Optional<SpoolEntry> entry = spool.add(part.body());
      if (entry.isEmpty()) {
        deleteFiles(stored);
        return parts;
      }
      stored.add(part.storedAs(entry.get()));
    }
    return stored;
  }

  private void deleteFiles(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      SpoolEntry entry = delivery.stored();
      if (entry != null) {
        spool.delete(entry);
      }
    }
  }

  synchronized void dropExpired(long nowSeconds) {
    dropUntil(nowSeconds, DropReason.EXPIRED, "they lay in the spool longer than they are of use");
  }

  /** Gives up all that is on the disk. */
  synchronized void discard() {
    spool.resume();
    dropUntil(Long.MAX_VALUE, DropReason.DISCONNECTED, "their connection was deleted");
  }

  private void dropUntil(long nowSeconds, DropReason reason, String why) {
    spool.deleteExpired(nowSeconds, entry -> drop(entry, reason, why));
  }

  private void drop(SpoolEntry entry, DropReason reason, String why) {
    trials.remove(entry);
    queue.dropSpooled(entry.kind(), entry.items(), reason);
    losses.tell(reason, entry.kind(), entry.items(), why);
  }

  /** For how long no body of the kind will be read; {@link Long#MAX_VALUE} when there is none. */
  synchronized long nanosUntilNext(BodyKind kind) {
    return spool.nanosUntilNext(kind);
  }

  synchronized void close() {
    spool.close();
  }
}
