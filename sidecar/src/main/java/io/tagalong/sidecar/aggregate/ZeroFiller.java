package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.cell.Numbers;
import io.tagalong.sidecar.context.Context;
import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The counters of which more is expected. Of each that is silent in a bucket it says zero, until it
 * was silent for {@value Aggregator#EXPIRY_SECONDS} seconds; without these zeros a graph would draw
 * a line over the gap.
 *
 * <p>Parallel arrays of context and the last second whose silence means zero. A context knows its
 * slot here, so nothing is hashed; a counter that expires is replaced by the last one.
 *
 * <p>Threads: owned by the flush thread, as is the slot that contexts keep for it.
 */
final class ZeroFiller {
  /** How long after the second of its last sample a counter expects the next. */
  private static final int EXPECTED_SECONDS = Aggregator.EXPIRY_SECONDS - 1;

  private final List<Context> counters = new ArrayList<>();

  /** Seconds since {@link #baseSeconds}: ints, because there may be a million of them. */
  private int[] zerosUntil = new int[16];

  private final long baseSeconds;

  /**
   * Begins without counters.
   *
   * @param baseSeconds Unix time, not after the first bucket by more than 68 years
   */
  ZeroFiller(long baseSeconds) {
    this.baseSeconds = baseSeconds;
  }

  /** Expects more of every counter of a bucket. */
  void expectMoreOf(long bucketStartSeconds, Numbers numbers) {
    int start = relative(bucketStartSeconds);
    for (int i = 0; i < numbers.size(); i++) {
      Courtesy.atStep(i);
      Context context = numbers.context(i);
      if (context.type() == MetricType.COUNT) {
        int slot = slotOf(context); // May replace the array.
        zerosUntil[slot] = start + numbers.arrivalSeconds(i) + EXPECTED_SECONDS;
      }
    }
  }

  /**
   * Writes the zeros of a bucket, of which {@link #expectMoreOf} knows already, and forgets
   * counters that expired before it.
   *
   * @return whether any counter is left
   */
  boolean emit(long bucketStartSeconds, SnapshotBuilder snapshot) {
    int start = relative(bucketStartSeconds);
    int slot = 0;
    while (slot < counters.size()) {
      Courtesy.atStep(slot);
      if (zerosUntil[slot] < start) {
        remove(slot);
      } else {
        boolean idle = zerosUntil[slot] < start + EXPECTED_SECONDS;
        if (idle) {
          snapshot.count(counters.get(slot), "", 0);
        }
        slot++;
      }
    }
    return !counters.isEmpty();
  }

  private int slotOf(Context context) {
    if (context.zeroSlot() == Context.NO_ZERO_SLOT) {
      int slot = counters.size();
      if (slot == zerosUntil.length) {
        zerosUntil = Arrays.copyOf(zerosUntil, slot + (slot >> 1));
      }
      counters.add(context);
      context.zeroSlot(slot);
    }
    return context.zeroSlot();
  }

  private void remove(int slot) {
    int lastSlot = counters.size() - 1;
    Context last = counters.remove(lastSlot);
    Context expired = slot < lastSlot ? counters.set(slot, last) : last;
    zerosUntil[slot] = zerosUntil[lastSlot];
    last.zeroSlot(slot);
    expired.zeroSlot(Context.NO_ZERO_SLOT);
  }

  private int relative(long seconds) {
    return (int) (seconds - baseSeconds);
  }
}
