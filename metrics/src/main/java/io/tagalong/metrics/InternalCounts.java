package io.tagalong.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counts that stay in the process, whatever the backend: what Sentry keeps in its internal time
 * series. Any thread adds and reads.
 */
final class InternalCounts {
  /** More keys than this share the last one. */
  private static final int MAX_KEYS = 1000;

  private static final String OVERFLOW = "overflow";

  private final ConcurrentHashMap<String, LongAdder> byKey = new ConcurrentHashMap<>();

  void add(String key, long amount) {
    LongAdder count = byKey.get(key);
    if (count == null) {
      String kept = byKey.size() < MAX_KEYS ? key : OVERFLOW;
      count = byKey.computeIfAbsent(kept, absent -> new LongAdder());
    }
    count.add(amount);
  }

  /** The sums since the start, sorted by key. */
  Map<String, Long> sums() {
    Map<String, Long> sums = new TreeMap<>();
    byKey.forEach((key, count) -> sums.put(key, count.sum()));
    return sums;
  }
}
