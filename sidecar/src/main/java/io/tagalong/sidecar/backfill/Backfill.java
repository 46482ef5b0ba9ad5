package io.tagalong.sidecar.backfill;

import io.tagalong.sidecar.backfill.BackfillWork.Step;
import io.tagalong.sidecar.backfill.Progress.State;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A backfill under way. It goes as fast as the sink has room and no faster.
 *
 * <p>Threads: the work is done on {@code tagalong-backfill}; any thread may ask or stop it.
 */
public final class Backfill implements AutoCloseable {
  private static final long PAUSE_MILLIS = 250;
  private static final long STOP_MILLIS = 2_000;

  private final Path file;
  private final BackfillWork work;
  private final Log log;
  private final Thread thread;

  /** Opened by who stops, awaited by the backfill's thread. */
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** What a backfill tells the time by, and where it says what happened. */
  public record Surroundings(Clock clock, Telemetry telemetry, Log log) {}

  private Backfill(Path file, BackfillWork work, Log log) {
    this.file = file;
    this.work = work;
    this.log = log;
    this.thread = new Thread(this::run, "tagalong-backfill");
    this.thread.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param position 0, or that of the progress of an earlier one
   * @throws IOException when the file cannot be read, or ends before the position
   */
  public static Backfill start(
      Path file, long position, GatewayLogs form, Sink sink, Surroundings surroundings)
      throws IOException {
    LineReader lines = LineReader.open(file, position);
    BackfillWork work =
        new BackfillWork(
            lines, position, form, sink, surroundings.clock(), surroundings.telemetry());
    Backfill backfill = new Backfill(file, work, surroundings.log());
    backfill.thread.start();
    return backfill;
  }

  /** How far it is. */
  public Progress progress() {
    return work.progress();
  }

  /** Stops it where it is, and waits a moment until it has; does nothing to one that has ended. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (work) {
      if (!goOn()) {
        work.end(State.STOPPED, "");
      }
      tell();
    } catch (IOException unreadable) {
      fail("the file cannot be read (" + unreadable + "). Start again at this position.");
    } catch (RuntimeException | Error defect) {
      fail("a defect broke it off (" + defect + "), please report. Start again at this position.");
    }
  }

  /** Goes on until it is stopped, and says false then, or until the end. */
  private boolean goOn() throws IOException {
    try {
      Step step = Step.MORE;
      while (step != Step.END) {
        long pauseMillis = step == Step.NO_ROOM ? PAUSE_MILLIS : 0;
        if (stopped.await(pauseMillis, TimeUnit.MILLISECONDS)) {
          return false;
        }
        step = work.step();
      }
      return true;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void fail(String failure) {
    work.end(State.FAILED, failure);
    log.warn(
        "The backfill of %s failed at byte %d: %s".formatted(file, progress().position(), failure));
  }

  private void tell() {
    Progress end = progress();
    log.info(
        "The backfill of %s %s at byte %d: %d logs sent, lines skipped: %s"
            .formatted(
                file,
                end.state() == State.DONE ? "is done" : "was stopped",
                end.position(),
                end.sent(),
                end.skipped()));
  }
}
