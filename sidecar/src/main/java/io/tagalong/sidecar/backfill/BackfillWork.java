package io.tagalong.sidecar.backfill;

import io.tagalong.sidecar.backfill.LineReader.Line;
import io.tagalong.sidecar.backfill.Progress.State;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The work of a backfill, one batch at a time. It has no thread of its own, so that tests turn it
 * by hand.
 *
 * <p>A batch that finds no room is kept and offered again. The position moves on only when its logs
 * were taken: who goes on there later loses none, and repeats none.
 *
 * <p>Threads: owned by the backfill's; any thread may ask for the progress.
 */
final class BackfillWork implements Closeable {
  static final int BATCH = 500;
  static final int BATCH_BYTES = 1_000_000;

  /** Lines of one step, most of which may be skipped; so that a step ends soon. */
  private static final int MAX_LINES = 10_000;

  private final LineReader lines;
  private final GatewayLogs form;
  private final Sink sink;
  private final Clock clock;
  private final Telemetry telemetry;
  private final long fileBytes;
  private final Map<Skip, Long> skipped = new EnumMap<>(Skip.class);

  private List<LogItem> batch = new ArrayList<>();
  private long oldestMillis = Long.MAX_VALUE;
  private long batchEnd;
  private long read;
  private long sent;
  private boolean atEnd;

  /** Written by the backfill's thread, read by any. */
  private volatile Progress progress;

  /** What a step has come to. */
  enum Step {
    MORE,
    NO_ROOM,
    END
  }

  BackfillWork(
      LineReader lines,
      long position,
      GatewayLogs form,
      Sink sink,
      Clock clock,
      Telemetry telemetry)
      throws IOException {
    this.lines = lines;
    this.form = form;
    this.sink = sink;
    this.clock = clock;
    this.telemetry = telemetry;
    this.fileBytes = lines.fileBytes();
    this.batchEnd = position;
    this.progress = new Progress(State.RUNNING, position, fileBytes, 0, 0, Map.of(), "");
  }

  Progress progress() {
    return progress;
  }

  /** Gathers a batch, unless one is left over, and offers it. */
  Step step() throws IOException {
    if (batch.isEmpty()) {
      gather();
    }
    dropWhatGrewTooOld();
    if (!batch.isEmpty() && !sink.offer(new Batch(batch, Math.floorDiv(oldestMillis, 1000L)))) {
      return Step.NO_ROOM;
    }
    telemetry.add(SelfMetric.BACKFILL_LOGS, batch.size());
    sent += batch.size();
    batch = new ArrayList<>();
    oldestMillis = Long.MAX_VALUE;
    publish(atEnd ? State.DONE : State.RUNNING, batchEnd, "");
    return atEnd ? Step.END : Step.MORE;
  }

  /** Notes that it is over before its end. */
  void end(State state, String failure) {
    publish(state, progress.position(), failure);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private void gather() throws IOException {
    int bytes = 0;
    for (int i = 0; i < MAX_LINES && batch.size() < BATCH && bytes < BATCH_BYTES; i++) {
      Optional<Line> next = lines.next();
      if (next.isEmpty()) {
        atEnd = true;
        return;
      }
      take(next.get());
      batchEnd = next.get().end();
      bytes += next.get().bytes().length;
    }
  }

  private void take(Line line) {
    if (isBlank(line.bytes())) {
      return;
    }
    read++;
    try {
      if (!line.whole()) {
        throw new SkippedException(Skip.TOO_LONG);
      }
      LogItem log = form.read(line.bytes());
      OptionalLong millis = log.timestampMillis();
      if (millis.orElseThrow() < oldestTaken()) {
        throw new SkippedException(Skip.TOO_OLD);
      }
      batch.add(log);
      oldestMillis = Math.min(oldestMillis, millis.getAsLong());
    } catch (SkippedException skip) {
      skip(skip.reason(), 1);
    }
  }

  /** Waiting for room may take long. */
  private void dropWhatGrewTooOld() {
    long limit = oldestTaken();
    if (oldestMillis >= limit) {
      return;
    }
    List<LogItem> young =
        new ArrayList<>(
            batch.stream().filter(log -> log.timestampMillis().orElseThrow() >= limit).toList());
    skip(Skip.TOO_OLD, batch.size() - young.size());
    batch = young;
    oldestMillis =
        young.stream()
            .mapToLong(log -> log.timestampMillis().orElseThrow())
            .min()
            .orElse(Long.MAX_VALUE);
  }

  /** Half an hour less than the intake takes, for the way there. */
  private long oldestTaken() {
    return clock.millis() - BodyKind.LOGS.usefulLife().toMillis();
  }

  private void skip(Skip reason, long lineCount) {
    telemetry.add(reason.counter(), lineCount);
    skipped.merge(reason, lineCount, Long::sum);
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }

  private void publish(State state, long position, String failure) {
    progress = new Progress(state, position, fileBytes, read, sent, skipped, failure);
  }
}
