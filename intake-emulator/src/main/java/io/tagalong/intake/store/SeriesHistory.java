package io.tagalong.intake.store;

import io.tagalong.intake.metric.Context;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is held of one COUNT, RATE or GAUGE.
 *
 * @param amounts by timestamp, in seconds since the epoch; of a RATE its value times the interval
 */
public record SeriesHistory(Context context, SortedMap<Long, Double> amounts) {
  public SeriesHistory {
    amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
  }
}
