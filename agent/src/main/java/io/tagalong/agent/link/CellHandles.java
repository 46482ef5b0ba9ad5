package io.tagalong.agent.link;

import io.tagalong.agent.record.Cell;
import io.tagalong.agent.record.CountCell;
import io.tagalong.agent.record.GaugeCell;
import io.tagalong.agent.record.SampleCell;
import io.tagalong.agent.record.SetCell;
import io.tagalong.agent.rule.MetricType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** What is done with a cell and a value, by metric type. */
final class CellHandles {
  /** {@code (Cell)void}, for a count whose samples are all one. */
  static final MethodHandle INCREMENT =
      Handles.ofVirtual(CountCell.class, "increment", MethodType.methodType(void.class))
          .asType(MethodType.methodType(void.class, Cell.class));

  private static final MethodHandle ADD = number(CountCell.class, "add");
  private static final MethodHandle SET = number(GaugeCell.class, "set");
  private static final MethodHandle SAMPLE = number(SampleCell.class, "sample");
  private static final MethodHandle MEMBER = recorder(SetCell.class, "add", Object.class);

  private CellHandles() {}

  /** {@code (Cell, double)void}, and {@code (Cell, Object)void} for a set. */
  static MethodHandle of(MetricType type) {
    switch (type) {
      case COUNT:
        return ADD;
      case GAUGE:
        return SET;
      case HISTOGRAM:
      case DISTRIBUTION:
      case TIMING:
        return SAMPLE;
      case SET:
        return MEMBER;
    }
    throw new AssertionError(type);
  }

  private static MethodHandle number(Class<? extends Cell> cell, String method) {
    return recorder(cell, method, double.class);
  }

  private static MethodHandle recorder(Class<? extends Cell> cell, String method, Class<?> value) {
    return Handles.ofVirtual(cell, method, MethodType.methodType(void.class, value))
        .asType(MethodType.methodType(void.class, Cell.class, value));
  }
}
