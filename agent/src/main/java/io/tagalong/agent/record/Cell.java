package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What one tag set of a metric has gathered. Application threads add; the flush thread takes. */
public abstract class Cell {
  private final int hash;
  private final @Nullable Object[] tags;

  /** Added to by application threads; the table's. */
  private final LongAdder drops;

  /** Rendered by the flush thread when it first sees the cell. */
  private String @Nullable [] rendered;

  /** Owned by the flush thread, as {@link #rendered} is. */
  private @Nullable Metric named;

  /**
   * @param drops counts numbers that are no samples
   */
  Cell(int hash, @Nullable Object[] tags, LongAdder drops) {
    this.hash = hash;
    this.tags = tags;
    this.drops = drops;
  }

  /**
   * Hot. Whether a number can be a sample: an infinite one, or one beyond what the cell can hold,
   * is dropped and counted; not a number stands for none.
   */
  final boolean takes(double number, double most) {
    if (Math.abs(number) <= most) {
      return true;
    }
    if (!Double.isNaN(number)) {
      drops.increment();
    }
    return false;
  }

  /**
   * Gives what is new to the sink. Only the flush thread may call this, with the table's metric.
   */
  abstract void take(SampleSink sink, Metric metric);

  /** Whether there is a value for the tag that stands in the metric's name, if one does. */
  boolean hasName(Metric metric) {
    String key = metric.nameKey();
    return key == null || tags[metric.tagKeys().indexOf(key)] != null;
  }

  /** The metric, under the name that this tag set gives it. Only the flush thread may call this. */
  Metric named(Metric metric) {
    Metric name = named;
    if (name == null) {
      name = metric;
      String key = metric.nameKey();
      if (key != null) {
        name = metric.named(String.valueOf(tags[metric.tagKeys().indexOf(key)]));
      }
      named = name;
    }
    return name;
  }

  /** The tags as DogStatsD writes them. Only the flush thread may call this. */
  String[] rendered(Metric metric) {
    String[] tags = rendered;
    if (tags == null) {
      tags = TagText.render(metric.tagKeys(), this.tags, metric.nameKey());
      rendered = tags;
    }
    return tags;
  }

  /** Hot. Whether this is the cell of the given tag set. */
  final boolean holds(
      int hash,
      @Nullable Object tag0,
      @Nullable Object tag1,
      @Nullable Object tag2,
      @Nullable Object tag3,
      @Nullable Object tag4,
      @Nullable Object tag5,
      @Nullable Object tag6,
      @Nullable Object tag7) {
    return this.hash == hash
        && same(tags[0], tag0)
        && same(tags[1], tag1)
        && same(tags[2], tag2)
        && same(tags[3], tag3)
        && same(tags[4], tag4)
        && same(tags[5], tag5)
        && same(tags[6], tag6)
        && same(tags[7], tag7);
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == b || (a != null && a.equals(b));
  }
}
