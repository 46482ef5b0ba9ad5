package io.tagalong.sidecar.logs;

import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.yaml.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers logs until there is a whole batch of {@value #BATCH}, or a large one, or {@link #flush}
 * is called. It takes no more while {@value #MAX_SIZE} bytes, roughly, are here or on their way to
 * delivery: then the sender is told to come again, which for logs is better than to drop some.
 *
 * <p>Threads: guarded by this object. Those of the connections add, the event loop flushes, and the
 * outlet's own thread tells what has left.
 */
public final class LogBuffer {
  static final int BATCH = 500;

  /** A batch of such a size is large, however few logs it has. */
  static final int LARGE_BATCH_SIZE = 2_000_000;

  static final int MAX_SIZE = 8_000_000;

  private final LogOutlet outlet;
  private final List<LogItem> waiting = new ArrayList<>();
  private long waitingSize;
  private long leavingSize;

  public LogBuffer(LogOutlet outlet) {
    this.outlet = outlet;
  }

  /** Whether it is worth while to bring logs. */
  public boolean hasRoom() {
    return outlet.hasRoom() && size() < MAX_SIZE;
  }

  /**
   * Takes all of the logs or, when there is no room for them, none and says false. The logs of one
   * request have room wherever nothing else is.
   */
  public boolean add(List<LogItem> logs) {
    long more = size(logs);
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
    waitingSize = 0;
    return rest;
  }

  private synchronized long size() {
    return waitingSize + leavingSize;
  }

  private synchronized boolean addIfFitting(List<LogItem> logs, long more) {
    if (size() > 0 && size() + more > MAX_SIZE) {
      return false;
    }
    waiting.addAll(logs);
    waitingSize += more;
    if (waitingSize >= LARGE_BATCH_SIZE) {
      handOver(waiting.size());
    } else if (waiting.size() >= BATCH) {
      handOver(waiting.size() / BATCH * BATCH);
    }
    return true;
  }

  private void handOver(int count) {
    List<LogItem> first = waiting.subList(0, count);
    long leaving = size(first);
    if (outlet.offer(List.copyOf(first), () -> left(leaving))) {
      first.clear();
      waitingSize -= leaving;
      leavingSize += leaving;
    }
  }

  private synchronized void left(long size) {
    leavingSize -= size;
  }

  private static long size(List<LogItem> logs) {
    long sum = 0;
    for (LogItem log : logs) {
      sum += Node.OVERHEAD + log.message().length() + log.tags().length();
      for (var field : log.fields().entrySet()) {
        sum += field.getKey().length() + field.getValue().footprint();
      }
    }
    return sum;
  }
}
