package io.tagalong.agent.logs;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logs that wait to be sent, each the text of one JSON object.
 *
 * <p>Any thread of the application offers, and never waits; the sender takes. When the queue is
 * full the log that comes is dropped and counted: those before it are nearer to the cause of the
 * jam.
 */
public final class LogQueue {
  /** Some 4 MB of logs at most. */
  private static final int CAPACITY = 4_000;

  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final LogCounters counters;

  public LogQueue(LogCounters counters) {
    this.counters = counters;
  }

  /** Puts a log in, or drops it. */
  public void offer(String log) {
    if (!waiting.offer(log)) {
      counters.dropped(1, "queue_full");
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Waits for a log, and takes it; null when none has come. */
  @Nullable String await(long maxMillis) throws InterruptedException {
    return waiting.poll(maxMillis, TimeUnit.MILLISECONDS);
  }

  /** Moves logs to the batch, at most as many as it has room for. */
  void moveTo(List<String> batch, int room) {
    waiting.drainTo(batch, room);
  }

  /** Empties the queue, and gives how many logs were in it. */
  int clear() {
    int cleared = 0;
    for (@Nullable String log = waiting.poll(); log != null; log = waiting.poll()) {
      cleared++;
    }
    return cleared;
  }
}
