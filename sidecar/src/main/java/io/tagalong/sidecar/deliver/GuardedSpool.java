package io.tagalong.sidecar.deliver;

import static java.util.Objects.requireNonNull;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolEntry;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's spool, on a disk that may fail or hang: that is counted and told here, and nobody
 * else has to catch it. The disk is then left alone for half a minute, and until it answers; but a
 * disk that takes nothing, because it is full or read-only, goes on being read. Without a spool
 * there is nothing in it, and it takes nothing.
 *
 * <p>Threads: guarded by its {@link Backlog}, except where a method says otherwise. Files are
 * touched by the {@link DiskThread} only, for which the others wait a bounded time.
 */
final class GuardedSpool {

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  private final String endpoint;
  private final @Nullable Spool spool;
  private final DiskThread disk;
  private final DeliveryEnvironment environment;

  /** Files whose bodies have their outcome, but which the disk has not let go. */
  private final Set<SpoolEntry> surplus = new LinkedHashSet<>();

  /** Bodies that must lose their files before they are sent, and could not while the disk fails. */
  private final Set<SpoolEntry> stuck = new HashSet<>();

  /** Written by whoever guards this, read by the event loop, which must not wait for that. */
  private volatile boolean failing;

  private long readableAtNanos;
  private long writableAtNanos;

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
      String endpoint, @Nullable Spool spool, DiskThread disk, DeliveryEnvironment environment) {
    this.endpoint = endpoint;
    this.spool = spool;
    this.disk = disk;
    this.environment = environment;
    this.readableAtNanos = environment.clock().nanos();
    this.writableAtNanos = readableAtNanos;
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
    GuardedSpool guarded = new GuardedSpool(endpoint.name(), spool, disk, environment);
    guarded.failing = failed;
    return guarded;
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
    return failing || disk.isOverdue();
  }

  /** Whether there is a spool, and reading from it may be tried. */
  boolean isReadable() {
    return spool != null && nanosUntil(readableAtNanos) == 0;
  }

  /** Whether there is a spool, and adding to it and deleting from it may be tried. */
  boolean isWritable() {
    return spool != null && nanosUntil(writableAtNanos) == 0;
  }

  private long nanosUntil(long nanos) {
    if (disk.isOverdue()) {
      return PAUSE_AFTER_FAILURE.toNanos();
    }
    return failing ? Math.max(0, nanos - environment.clock().nanos()) : 0;
  }

  /** For how long no body of a kind can be taken, because the disk is left alone. */
  long nanosUntilTried(BodyKind kind) {
    return nanosUntil(next(kind::equals).isPresent() ? readableAtNanos : writableAtNanos);
  }

  List<SpoolEntry> entries() {
    return spool == null ? List.of() : spool.entries();
  }

  /** Whether there are bodies of a kind, which may have to wait for the disk; for any thread. */
  boolean holdsAny(BodyKind kind) {
    return spool != null && spool.next(entry -> entry.kind() == kind).isPresent();
  }

  /** The entry that is to be delivered next, of the kinds that may be. */
  Optional<SpoolEntry> next(Predicate<BodyKind> maySend) {
    if (spool == null) {
      return Optional.empty();
    }
    long nowSeconds = environment.clock().seconds();
    boolean writable = isWritable();
    return spool.next(
        entry ->
            maySend.test(entry.kind())
                && !entry.isExpired(nowSeconds)
                && (writable || !stuck.contains(entry)));
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
    Optional<SpoolEntry> added = attempt(files -> files.add(body), this::discard);
    added.ifPresent(entry -> works());
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
   * Takes a body out. Nothing when the disk fails, or the file is damaged or stays.
   *
   * @param work gives nothing when the file is damaged; it deletes the file of a body that must not
   *     be sent while there is one
   * @param ifTooLate takes the result, on the disk's thread, when the caller was told that the disk
   *     hangs
   */
  Optional<Delivery> take(
      SpoolEntry entry, Work<Optional<Delivery>> work, Consumer<Optional<Delivery>> ifTooLate) {
    Optional<Delivery> taken = Optional.empty();
    try {
      taken = disk.await(() -> work.on(requireNonNull(spool)), ifTooLate);
    } catch (FileStaysException stays) {
      stuck.add(entry);
      fails(stays);
    } catch (IOException failed) {
      fails(failed);
      readableAtNanos = writableAtNanos;
    }
    if (taken.isPresent() && taken.get().stored() == null) {
      works(); // it has let a file go
    }
    return taken;
  }

  /** Deletes a file now, or as soon as the disk lets it. */
  void delete(SpoolEntry entry) {
    surplus.add(entry);
    if (isReadable()) {
      tryToDelete(entry);
    }
  }

  /** Deletes what is too old to be of use, and what the disk has not let go before. */
  void deleteExpired(long nowSeconds, Consumer<SpoolEntry> deleted) {
    if (isWritable()) {
      deleteSurplus();
      attempt(files -> files.deleteExpired(nowSeconds, deleted));
    }
  }

  /** What the disk does not let go until the end is delivered again after the next start. */
  private void deleteSurplus() {
    while (!surplus.isEmpty() && isWritable()) {
      tryToDelete(surplus.iterator().next());
    }
  }

  private void tryToDelete(SpoolEntry entry) {
    if (attempt(files -> files.delete(entry))) {
      surplus.remove(entry);
      works();
    }
  }

  void close() {
    deleteSurplus();
    attempt(Spool::close);
    disk.close();
  }

  private boolean attempt(Task task) {
    return attempt(
            files -> {
              task.on(files);
              return true;
            },
            late -> {})
        .isPresent();
  }

  /**
   * Changes files, on the disk's thread. Nothing when there are none, or the disk fails or hangs.
   *
   * @param ifTooLate takes the result, on the disk's thread, when the caller was told that the disk
   *     hangs
   */
  private <T> Optional<T> attempt(Work<T> work, Consumer<T> ifTooLate) {
    if (spool == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(disk.await(() -> work.on(spool), ifTooLate));
    } catch (IOException failed) {
      fails(failed);
      return Optional.empty();
    }
  }

  private void fails(IOException failure) {
    environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1);
    writableAtNanos = environment.clock().nanos() + PAUSE_AFTER_FAILURE.toNanos();
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
      stuck.clear();
      environment.log().info("The spool for " + endpoint + " works again");
    }
  }
}
