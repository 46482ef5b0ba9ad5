package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolEntry;
import io.tagalong.sidecar.spool.StuckFileException;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's spool, on a disk that may fail or hang; nobody else has to catch that. The disk is
 * then left alone for half a minute, and until it answers, as its {@link DiskHealth} says; but a
 * disk that takes nothing, because it is full or read-only, goes on being read. A file that alone
 * is refused is passed over for as long, and no other waits for it. Without a spool there is
 * nothing in it, and it takes nothing.
 *
 * <p>Threads: guarded by its {@link Backlog}, except where a method says otherwise. Files are
 * touched by the {@link DiskThread} only, for which the others wait a bounded time.
 */
final class GuardedSpool {

  private final @Nullable Spool spool;
  private final DiskThread disk;
  private final DiskHealth health;
  private final DeliveryEnvironment environment;

  /** Files whose bodies have their outcome, but which the disk has not let go. */
  private final Set<SpoolEntry> surplus = new LinkedHashSet<>();

  /** When that was tried again last which the disk had refused. */
  private long resumedNanos;

  /** Work with the files of a spool. */
  interface Work<T> {
    T on(Spool spool) throws IOException;
  }

  /** Work with the files of a spool that has no result. */
  interface Task {
    void on(Spool spool) throws IOException;
  }

  /**
   * Guards a spool.
   *
   * @param spool null when there is none
   */
  GuardedSpool(
      @Nullable Spool spool, DiskThread disk, DiskHealth health, DeliveryEnvironment environment) {
    this.spool = spool;
    this.disk = disk;
    this.health = health;
    this.environment = environment;
    this.resumedNanos = environment.clock().nanos();
  }

  /**
   * Opens an endpoint's spool. If the disk lets that fail, or hangs, delivery goes on without.
   *
   * @param suffix ends the name of the disk's thread
   */
  static GuardedSpool open(
      Endpoint endpoint,
      String suffix,
      Optional<SpoolSettings> settings,
      DeliveryEnvironment environment) {
    DiskThread disk = new DiskThread("tagalong-spool-" + suffix, DiskThread.PATIENCE);
    DiskHealth health = new DiskHealth(endpoint.name(), disk, environment);
    Spool spool = null;
    try {
      if (settings.isPresent()) {
        SpoolSettings given = settings.get();
        spool =
            disk.await(
                () -> Spool.open(given.folderOf(endpoint), given.limits()),
                late -> letGo(late, environment));
      }
    } catch (IOException failure) {
      health.cannotBeOpened(failure);
    }
    return new GuardedSpool(spool, disk, health, environment);
  }

  /** Closes what was opened too late, so that the next process may have it. */
  private static void letGo(Spool late, DeliveryEnvironment environment) {
    try {
      late.close();
    } catch (IOException failed) {
      environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1); // the process's end closes it
    }
  }

  /** Whether there is a spool; for any thread. */
  boolean isOn() {
    return spool != null;
  }

  /** Whether there should be a disk, and it fails or hangs; for any thread. */
  boolean isDegraded() {
    return health.isBad();
  }

  /** Whether there is a spool, and reading from it may be tried. */
  boolean isReadable() {
    return spool != null && health.nanosUntilReadable() == 0;
  }

  /** Whether there is a spool, and adding to it may be tried. */
  boolean isWritable() {
    return spool != null && health.nanosUntilWritable() == 0;
  }

  /** For how long no body of a kind will be read; {@link Long#MAX_VALUE} when there is none. */
  long nanosUntilNext(BodyKind kind) {
    if (spool == null) {
      return Long.MAX_VALUE;
    }
    if (next(kind).isPresent()) {
      return health.nanosUntilReadable();
    }
    return spool.holdsAny(kind) ? nanosUntilResumed() : Long.MAX_VALUE;
  }

  private long nanosUntilResumed() {
    long untilNanos = resumedNanos + DiskHealth.PAUSE_AFTER_FAILURE.toNanos();
    return Math.max(0, untilNanos - environment.clock().nanos());
  }

  List<SpoolEntry> entries() {
    return spool == null ? List.of() : spool.entries();
  }

  /** The entry of a kind that is to be delivered next. */
  Optional<SpoolEntry> next(BodyKind kind) {
    return spool == null ? Optional.empty() : spool.next(kind, environment.clock().seconds());
  }

  /** Lists an entry that was added or checked out; for any thread. */
  void putBack(SpoolEntry entry) {
    if (spool != null) {
      spool.putBack(entry);
    }
  }

  /** Makes room for a body. False when the disk fails or is full. */
  boolean makeRoomFor(Body body, Consumer<SpoolEntry> deleted) {
    return attempt(files -> files.makeRoomFor(body, deleted));
  }

  /** Adds a body, as one that is checked out. Nothing when the disk does not take it. */
  Optional<SpoolEntry> add(Body body) {
    Optional<SpoolEntry> added = attempt(files -> files.add(body), this::discard, () -> {});
    added.ifPresent(entry -> health.works());
    return added;
  }

  /** Deletes the file, written too late, of a body that waits in memory; on the disk's thread. */
  private void discard(SpoolEntry late) {
    try {
      if (spool != null) {
        spool.delete(late);
      }
    } catch (IOException failed) {
      environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1); // a start may deliver it again
    }
  }

  /**
   * Takes a body out. Nothing when the disk fails, or the file is damaged.
   *
   * @param work gives nothing when the file is damaged; it may delete the file
   * @param ifTooLate takes the result, on the disk's thread, when the caller was told that the disk
   *     hangs
   */
  Optional<Delivery> take(Work<Optional<Delivery>> work, Consumer<Optional<Delivery>> ifTooLate) {
    Optional<Delivery> taken =
        attempt(work, ifTooLate, health::stopReading).flatMap(whole -> whole);
    if (taken.isPresent() && taken.get().stored() == null) {
      health.works(); // the disk has let its file go
    }
    return taken;
  }

  /**
   * Deletes a file now, or tries it again every half minute. What the disk does not let go until
   * the end is delivered again after the next start.
   */
  void delete(SpoolEntry entry) {
    if (isReadable() && attempt(files -> files.delete(entry))) {
      health.works();
    } else {
      surplus.add(entry);
    }
  }

  /** Deletes what is too old to be of use. */
  void deleteExpired(long nowSeconds, Consumer<SpoolEntry> deleted) {
    if (nanosUntilResumed() == 0) {
      resume();
    }
    if (isWritable()) {
      attempt(files -> files.deleteExpired(nowSeconds, deleted));
    }
  }

  /** Tries again what the disk refused before; that it still does is nothing new. */
  void resume() {
    resumedNanos = environment.clock().nanos();
    for (SpoolEntry entry : List.copyOf(surplus)) {
      if (isReadable() && attempt(files -> files.deleteAgain(entry))) {
        surplus.remove(entry);
        health.works();
      }
    }
    if (spool != null) {
      spool.resume();
    }
  }

  void close() {
    resume();
    attempt(Spool::close);
    disk.close();
  }

  private boolean attempt(Task task) {
    return attempt(
            files -> {
              task.on(files);
              return true;
            },
            late -> {},
            () -> {})
        .isPresent();
  }

  /**
   * Works with the files, on the disk's thread. Nothing when there are none, or the disk fails or
   * hangs.
   *
   * @param ifTooLate takes the result, on the disk's thread, when the caller was told that the disk
   *     hangs
   * @param afterFailure of the disk, not of one file
   */
  private <T> Optional<T> attempt(Work<T> work, Consumer<T> ifTooLate, Runnable afterFailure) {
    if (spool == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(disk.await(() -> work.on(spool), ifTooLate));
    } catch (StuckFileException one) {
      health.refuses(one);
    } catch (IOException failed) {
      health.fails(failed);
      afterFailure.run();
    }
    return Optional.empty();
  }
}
