package io.tagalong.sidecar.logs;

import io.tagalong.sidecar.encode.LogItem;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers logs until there is a whole batch of {@value #BATCH}, or a large one, or {@link #flush}
 * is called. It takes no more while {@value #MAX_CHARACTERS} characters are here or on their way to
 * delivery: then the sender is told to come again, which for logs is better than to drop some.
 *
 * <p>Threads: guarded by this object. Those of the connections add, the event loop flushes, and the
 * outlet's own thread tells what has left.
 */
public final class LogBuffer {
  static final int BATCH = 500;

  /** Beyond so many a batch is large, however few logs it has. */
  static final int LARGE_BATCH_CHARACTERS = 1_000_000;

  static final int MAX_CHARACTERS = 6_000_000;

  private final LogOutlet outlet;
  private final List<LogItem> waiting = new ArrayList<>();
  private long waitingCharacters;
  private long leavingCharacters;

  public LogBuffer(LogOutlet outlet) {
    this.outlet = outlet;
  }

  /** Whether it is worth while to bring logs. */
  public boolean hasRoom() {
    return outlet.hasRoom() && characters() < MAX_CHARACTERS;
  }

  /** Takes all of the logs or, when there is no room for them, none and says false. */
  public boolean add(List<LogItem> logs) {
    long more = characters(logs);
    return hasRoom() && addIfFitting(logs, more);
  }

  /** Lets go of what waits, unless the outlet is behind; then it waits on. */
  public synchronized void flush() {
    if (!waiting.isEmpty()) {
      handOver(waiting.size());
    }
  }

  /** Takes out what waits, at the end. */
  public synchronized List<LogItem> takeRest() {
    List<LogItem> rest = List.copyOf(waiting);
    waiting.clear();
    waitingCharacters = 0;
    return rest;
  }

  private synchronized long characters() {
    return waitingCharacters + leavingCharacters;
  }

  private synchronized boolean addIfFitting(List<LogItem> logs, long more) {
    if (characters() + more > MAX_CHARACTERS) {
      return false;
    }
    waiting.addAll(logs);
    waitingCharacters += more;
    if (waitingCharacters >= LARGE_BATCH_CHARACTERS) {
      handOver(waiting.size());
    } else if (waiting.size() >= BATCH) {
      handOver(waiting.size() / BATCH * BATCH);
    }
    return true;
  }

  private void handOver(int count) {
    List<LogItem> first = waiting.subList(0, count);
    long leaving = characters(first);
    if (outlet.offer(List.copyOf(first), () -> left(leaving))) {
      first.clear();
      waitingCharacters -= leaving;
      leavingCharacters += leaving;
    }
  }

  private synchronized void left(long characters) {
    leavingCharacters -= characters;
  }

  /** About as many as will be sent. */
  private static long characters(List<LogItem> logs) {
    long sum = 0;
    for (LogItem log : logs) {
      sum += log.message().length() + log.tags().length();
      for (var field : log.fields().entrySet()) {
        sum += field.getKey().length() + field.getValue().characters();
      }
    }
    return sum;
  }
}
