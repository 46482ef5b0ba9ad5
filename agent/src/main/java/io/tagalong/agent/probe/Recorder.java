package io.tagalong.agent.probe;

import io.tagalong.agent.record.Cell;
import io.tagalong.agent.record.CountCell;
import io.tagalong.agent.record.GaugeCell;
import io.tagalong.agent.record.SafeValue;
import io.tagalong.agent.record.SampleCell;
import io.tagalong.agent.record.SetCell;
import io.tagalong.agent.record.SumCell;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TagTable;
import io.tagalong.agent.rule.Metric;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where probes record: the tables that rules fill too, bounded and flushed in the same way. Any
 * thread may record.
 */
public final class Recorder {
  private final Tables tables;

  /** Tables that probes have recorded in, which nothing else may hold. */
  private final ConcurrentHashMap<String, TagTable> own = new ConcurrentHashMap<>();

  public Recorder(Tables tables) {
    this.tables = tables;
  }

  /**
   * Records one value.
   *
   * @param value what a count grows by, with its fraction only where the metric is a sum; else the
   *     sample
   * @param tags a value per tag key of the metric, in the same order; null leaves the tag out, and
   *     so does anything but a text, a boxed primitive or a constant of an enum
   */
  public void record(Metric metric, double value, @Nullable Object... tags) {
    Cell cell = cell(metric, tags);
    if (cell instanceof CountCell) {
      ((CountCell) cell).add(value);
    } else if (cell instanceof SumCell) {
      ((SumCell) cell).add(value);
    } else if (cell instanceof GaugeCell) {
      ((GaugeCell) cell).set(value);
    } else if (cell instanceof SampleCell) {
      ((SampleCell) cell).sample(value);
    } else {
      ((SetCell) cell).add(value);
    }
  }

  private Cell cell(Metric metric, @Nullable Object[] values) {
    if (values.length != metric.tagKeys().size()) {
      throw new IllegalArgumentException(
          metric.name() + " has " + metric.tagKeys().size() + " tags, not " + values.length);
    }
    @Nullable Object[] tags = new Object[Metric.MAX_TAGS];
    for (int i = 0; i < values.length; i++) {
      tags[i] = SafeValue.of(values[i]);
    }
    return own.computeIfAbsent(metric.tableKey(), key -> tables.forMetric(metric))
        .find(tags[0], tags[1], tags[2], tags[3], tags[4], tags[5], tags[6], tags[7]);
  }

  /**
   * Whether this thread is in a call that a rule with {@code once: group} records: then what the
   * call does underneath is recorded already.
   */
  public boolean inside(String group) {
    return tables.group(group).inside();
  }
}
