package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The count of one tag set whose samples have fractions, such as money.
 *
 * <p>It adds billionths as whole numbers: a sum of doubles would depend on the order in which
 * threads add. What leaves are whole millionths, since java-dogstatsd-client writes no more than
 * six digits behind the point and would lose the rest with each flush; the rest waits here for
 * more.
 */
public final class SumCell extends Cell {
  private static final double BILLION = 1e9;
  private static final long BILLIONTHS_TO_A_MILLIONTH = 1_000;
  private static final double MILLION = 1e6;

  /** In billionths; added to by application threads, read by the flush thread. */
  private final LongAdder sum = new LongAdder();

  /** In billionths; owned by the flush thread. */
  private long taken;

  SumCell(int hash, @Nullable Object[] tags, LongAdder drops) {
    super(hash, tags, drops);
  }

  /** Hot. Not a number adds nothing, nor does one above a billion. */
  public void add(double number) {
    if (takes(number, BILLION)) {
      sum.add(Math.round(number * BILLION));
    }
  }

  @Override
  void take(SampleSink sink, Metric metric) {
    long millionths = (this.sum.sum() - taken) / BILLIONTHS_TO_A_MILLIONTH;
    if (millionths != 0) {
      sink.sum(named(metric), millionths / MILLION, rendered(metric));
      taken += millionths * BILLIONTHS_TO_A_MILLIONTH;
    }
  }
}
