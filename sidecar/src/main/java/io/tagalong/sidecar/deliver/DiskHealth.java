package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.spool.StuckFileException;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.time.Duration;

/**
 * What is known of the disk under one endpoint's spool: whether it fails or hangs, and when it is
 * read and written to again. Each failure is counted; the log tells of changes only.
 *
 * <p>Threads: guarded as the {@link GuardedSpool} that it belongs to, but for {@link #isBad}.
 */
final class DiskHealth {

  static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  private final String endpoint;
  private final DiskThread disk;
  private final DeliveryEnvironment environment;

  /** Written by whoever guards this, read by the event loop, which must not wait for that. */
  private volatile boolean failing;

  /** When the disk is read again, and when it is written to again; of no meaning unless failing. */
  private long readableAtNanos;

  private long writableAtNanos;

  DiskHealth(String endpoint, DiskThread disk, DeliveryEnvironment environment) {
    this.endpoint = endpoint;
    this.disk = disk;
    this.environment = environment;
    this.readableAtNanos = environment.clock().nanos();
    this.writableAtNanos = readableAtNanos;
  }

  /** Whether the disk fails or hangs; for any thread. */
  boolean isBad() {
    return failing || disk.isOverdue();
  }

  /** For how long the disk is not read; zero unless it is bad. */
  long nanosUntilReadable() {
    return nanosOfPauseUntil(readableAtNanos);
  }

  /** For how long the disk is not written to; zero unless it is bad. */
  long nanosUntilWritable() {
    return nanosOfPauseUntil(writableAtNanos);
  }

  private long nanosOfPauseUntil(long nanos) {
    if (disk.isOverdue()) {
      return PAUSE_AFTER_FAILURE.toNanos();
    }
    return failing ? Math.max(0, nanos - environment.clock().nanos()) : 0;
  }

  /** There will be no spool until the next start. */
  void cannotBeOpened(IOException failure) {
    fail(
        "The spool for %s cannot be opened (%s): data waits in memory only, until the next start"
            .formatted(endpoint, failure));
  }

  /** The disk is not written to for a while; {@link #stopReading} says whether it is read. */
  void fails(IOException failure) {
    writableAtNanos = environment.clock().nanos() + PAUSE_AFTER_FAILURE.toNanos();
    fail(
        "The spool for %s fails (%s): data waits in memory only, the disk is tried again every %d s"
            .formatted(endpoint, failure, PAUSE_AFTER_FAILURE.toSeconds()));
  }

  private void fail(String message) {
    environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1);
    if (!failing) {
      failing = true;
      environment.log().error(message);
    }
  }

  /** The disk is not read either, for as long as it is not written to. */
  void stopReading() {
    readableAtNanos = writableAtNanos;
  }

  /** One file is refused, which says nothing about the disk. */
  void refuses(StuckFileException file) {
    environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1);
    environment
        .limitedLog()
        .warn(
            SelfMetric.SPOOL_FAILURES.id() + " " + endpoint,
            () ->
                "A file of the spool for %s is stuck; it is tried again every %d s, and the others go on: %s"
                    .formatted(endpoint, PAUSE_AFTER_FAILURE.toSeconds(), file.getMessage()));
  }

  /** The disk has done as it was asked. */
  void works() {
    if (failing) {
      failing = false;
      environment.log().info("The spool for " + endpoint + " works again");
    }
  }
}
