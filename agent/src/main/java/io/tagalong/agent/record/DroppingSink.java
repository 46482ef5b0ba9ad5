package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.concurrent.atomic.LongAdder;

/** Takes samples that cannot leave, and counts them. */
final class DroppingSink implements SampleSink {
  private final LongAdder drops;

  DroppingSink(LongAdder drops) {
    this.drops = drops;
  }

  @Override
  public void count(Metric metric, long delta, String[] tags) {
    drops.add(delta);
  }

  @Override
  public void sum(Metric metric, double delta, String[] tags) {
    drops.increment();
  }

  @Override
  public void gauge(Metric metric, double value, String[] tags) {
    drops.increment();
  }

  @Override
  public void samples(Metric metric, double[] values, int size, String[] tags) {
    drops.add(size);
  }

  @Override
  public void member(Metric metric, String member, String[] tags) {
    drops.increment();
  }
}
