package io.tagalong.intake.check;

import io.tagalong.intake.metric.Dogsketch;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Rule;
import java.util.List;
import java.util.Set;

/**
 * Checks that a dogsketch agrees with itself: bins with bins, and bins with count, min, max, avg
 * and sum.
 *
 * <p>A sketch of 4096 keys may have been trimmed, which folds its lowest bins into the lowest that
 * is left. Then the first bin may hold anything from min upwards, and only that is asked of it.
 */
final class DogsketchCheck {
  private static final int MAX_KEYS = 4096;

  /** The widest bin that every reader of a dogsketch can take: 16 bits. */
  private static final long FULL_BIN = 65_535;

  /** How far sums of the same numbers in another order may lie apart, relative to their size. */
  private static final double ROUNDING = 1e-9;

  private final String metric;
  private final Dogsketch sketch;
  private final Findings findings;
  private final List<Integer> keys;
  private final List<Long> counts;
  private final int distinctKeys;

  DogsketchCheck(String metric, Dogsketch sketch, Findings findings) {
    this.metric = metric;
    this.sketch = sketch;
    this.findings = findings;
    this.keys = sketch.keys();
    this.counts = sketch.binCounts();
    this.distinctKeys = Set.copyOf(keys).size();
  }

  /** Reports the faults and returns whether Datadog could make anything of the sketch. */
  boolean admits() {
    if (keys.isEmpty() || sketch.count() == 0) {
      found(Rule.POINTS_MISSING, "no observation");
      return false;
    }
    for (double value : new double[] {sketch.min(), sketch.max(), sketch.average(), sketch.sum()}) {
      if (!Double.isFinite(value)) {
        found(Rule.SKETCH_VALUE_NOT_FINITE, Double.toString(value));
        return false;
      }
    }
    checkAverage();
    if (keys.size() == counts.size()) {
      checkBins();
      checkRange();
      checkSum();
    } else {
      found(Rule.SKETCH_LISTS_UNEVEN, keys.size() + " keys, " + counts.size() + " counts");
    }
    return true;
  }

  private void checkAverage() {
    double size = Math.max(Math.abs(sketch.min()), Math.abs(sketch.max()));
    double average = sketch.sum() / sketch.count();
    if (Math.abs(average - sketch.average()) > ROUNDING * size) {
      found(Rule.SKETCH_AVERAGE_WRONG, "avg " + sketch.average() + ", sum/cnt " + average);
    }
  }

  private void checkBins() {
    long total = 0;
    for (int i = 0; i < keys.size(); i++) {
      int key = keys.get(i);
      long count = counts.get(i);
      total += count;
      if (count < 1 || count > FULL_BIN) {
        found(Rule.SKETCH_BIN_WIDTH, "key " + key + " counts " + count);
      }
      if (Math.abs((long) key) >= SketchKeys.INFINITE) {
        found(Rule.SKETCH_KEY_INFINITE, "key " + key);
      }
      if (i > 0 && key < keys.get(i - 1)) {
        found(Rule.SKETCH_KEYS_UNSORTED, "key " + key + " after " + keys.get(i - 1));
      }
      if (i > 0 && key == keys.get(i - 1) && count != FULL_BIN) {
        found(Rule.SKETCH_SPLIT_WRONG, "key " + key + " again with " + count);
      }
    }
    if (total != sketch.count()) {
      found(Rule.SKETCH_COUNT_WRONG, "cnt " + sketch.count() + ", bins " + total);
    }
    if (distinctKeys > MAX_KEYS) {
      found(Rule.SKETCH_TOO_MANY_KEYS, distinctKeys + " keys");
    }
  }

  private void checkRange() {
    int first = keys.get(0);
    int last = keys.get(keys.size() - 1);
    int keyOfMin = SketchKeys.of(sketch.min());
    int keyOfMax = SketchKeys.of(sketch.max());
    boolean minFits = keyOfMin == first || (mayBeTrimmed() && keyOfMin < first);
    if (sketch.min() > sketch.max() || !minFits || keyOfMax != last) {
      found(
          Rule.SKETCH_RANGE_WRONG,
          "min %s (key %d), max %s (key %d), bins from %d to %d"
              .formatted(sketch.min(), keyOfMin, sketch.max(), keyOfMax, first, last));
    }
  }

  private void checkSum() {
    double least = 0;
    double most = 0;
    double size = 0;
    for (int i = 0; i < keys.size(); i++) {
      double low = SketchKeys.low(keys.get(i));
      double high = SketchKeys.high(keys.get(i));
      long count = counts.get(i);
      boolean mayHoldLower = mayBeTrimmed() && keys.get(i).equals(keys.get(0));
      least += count * (mayHoldLower ? Math.min(low, sketch.min()) : low);
      most += count * high;
      size += count * Math.max(Math.abs(low), Math.abs(high));
    }
    if (sketch.sum() < least - ROUNDING * size || sketch.sum() > most + ROUNDING * size) {
      found(
          Rule.SKETCH_SUM_WRONG,
          "sum %s, bins allow %s to %s".formatted(sketch.sum(), least, most));
    }
  }

  private boolean mayBeTrimmed() {
    return distinctKeys >= MAX_KEYS;
  }

  private void found(Rule rule, String detail) {
    findings.add(rule, metric + " at " + sketch.timestampSeconds() + ": " + detail);
  }
}
