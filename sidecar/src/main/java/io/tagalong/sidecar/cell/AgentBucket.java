package io.tagalong.sidecar.cell;

import io.tagalong.sidecar.context.Context;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket as the Agent keeps it: one cell per name and tags, made by the first type that comes; a
 * sample of another type goes into it all the same.
 *
 * <p>Weights are the Agent's too: a sampled value counts the whole part of 1/rate times, and weighs
 * 1/rate in the sum. For histograms and distributions a rate outside (0,1] is replaced as {@link
 * SampleRate} says, because the Agent's result would be no number.
 *
 * <p>Threads: owned by the aggregator's thread.
 */
public final class AgentBucket {
  private static final String NO_MEMBER = "";

  private final Map<Context, Cell> cells = new LinkedHashMap<>();

  /** Takes the samples of a message as if they were of the given type, and tells how many. */
  public int add(Context context, MetricType type, MetricLine line) {
    if (type == MetricType.SET) {
      return add(context, type, 0, line.setMember(), line.sampleRate()) ? 1 : 0;
    }
    int accepted = 0;
    for (int i = 0; i < line.valueCount(); i++) {
      if (add(context, type, line.value(i), NO_MEMBER, line.sampleRate())) {
        accepted++;
      }
    }
    return accepted;
  }

  public boolean addCount(Context context, double n) {
    return add(context, MetricType.COUNT, n, NO_MEMBER, 1);
  }

  public boolean setGauge(Context context, double value) {
    return add(context, MetricType.GAUGE, value, NO_MEMBER, 1);
  }

  /** Lets go of all cells. */
  public void moveTo(Cells column) {
    cells.forEach(column::append);
  }

  private boolean add(Context context, MetricType type, double value, String member, double rate) {
    Cell known = cells.get(context);
    Cell cell = known != null ? known : Cell.of(type, context.histograms());
    boolean accepted = Double.isFinite(value) && addTo(cell, value, member, rate);
    if (accepted && known == null) {
      cells.put(context, cell);
    }
    return accepted;
  }

  private static boolean addTo(Cell cell, double value, String member, double rate) {
    double weight = 1 / SampleRate.usable(rate);
    if (cell instanceof SetCell set) {
      set.add(member);
      return true;
    }
    if (cell instanceof HistogramCell histogram) {
      return histogram.add(value, (long) weight, weight);
    }
    if (cell instanceof DistributionCell distribution) {
      return distribution.add(value, (long) weight, weight);
    }
    return ((NumericCell) cell).add(value, rate);
  }
}
