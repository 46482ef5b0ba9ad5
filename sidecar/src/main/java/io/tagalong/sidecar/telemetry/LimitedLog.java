package io.tagalong.sidecar.telemetry;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A log for what may happen a million times a second: at most so many warnings a minute per key.
 *
 * <p>The first permitted line after a silence says how many were left out. Minutes are those of the
 * clock, not sliding. There are at most {@value #MAX_KEYS} keys; later ones share one allowance, so
 * that keys made from data cannot fill the memory.
 *
 * <p>Threads: the event loop and the delivery thread may both warn, hence the lock.
 */
public final class LimitedLog {
  static final int MAX_KEYS = 256;
  private static final String SHARED_KEY = "";

  private final Log log;
  private final int linesPerMinute;
  private final Clock clock;
  private final Map<String, Allowance> allowances = new HashMap<>();

  public LimitedLog(Log log, int linesPerMinute, Clock clock) {
    this.log = log;
    this.linesPerMinute = linesPerMinute;
    this.clock = clock;
  }

  /** Logs the message, or only counts it; the message is not built when it is not logged. */
  public synchronized void warn(String key, Supplier<String> message) {
    long minute = Math.floorDiv(clock.instant().getEpochSecond(), 60);
    String known = allowances.size() < MAX_KEYS || allowances.containsKey(key) ? key : SHARED_KEY;
    Allowance allowance = allowances.computeIfAbsent(known, k -> new Allowance());
    if (allowance.minute != minute) {
      allowance.minute = minute;
      allowance.lines = 0;
    }
    if (allowance.lines == linesPerMinute) {
      allowance.suppressed++;
      return;
    }
    allowance.lines++;
    log.warn(message.get() + allowance.takeSuppressed());
  }

  /** What one key has used of the current minute. */
  private static final class Allowance {
    long minute = Long.MIN_VALUE;
    int lines;
    long suppressed;

    String takeSuppressed() {
      long left = suppressed;
      suppressed = 0;
      return left == 0 ? "" : " (" + left + " like this were not logged)";
    }
  }
}
