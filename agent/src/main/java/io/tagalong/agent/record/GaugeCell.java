package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The last value of one tag set. */
public final class GaugeCell extends Cell {
  /** Written by application threads, read by the flush thread. */
  private volatile double value;

  /**
   * Raised by application threads behind the value, lowered by the flush thread before it reads.
   */
  private volatile boolean written;

  GaugeCell(int hash, @Nullable Object[] tags, LongAdder drops) {
    super(hash, tags, drops);
  }

  /** Hot. Not a number changes nothing, an infinite one neither. */
  public void set(double number) {
    if (takes(number, Double.MAX_VALUE)) {
      value = number;
      written = true;
    }
  }

  @Override
  void take(SampleSink sink, Metric metric) {
    if (written) {
      written = false;
      try {
        sink.gauge(named(metric), value, rendered(metric));
      } catch (RuntimeException e) {
        written = true;
        throw e;
      }
    }
  }
}
