package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoggingBackendTest {
  /** Keeps the text of each line. */
  private static final class Lines extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      lines.add(String.valueOf(line.getParameters()[0]));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private final Lines written = new Lines();
  private final Logger logger = Given.silent();
  private final LoggingBackend backend = new LoggingBackend(logger);

  LoggingBackendTest() {
    logger.addHandler(written);
  }

  private void record(Sample.Kind kind, double value, @Nullable String instance) {
    backend.record(new Sample(kind, "k", value, Map.of(), instance, 1));
  }

  @Test
  void writesEachKindWithItsUnit() {
    logger.setLevel(Level.FINE);

    record(Sample.Kind.INCR, 1, "failure");
    record(Sample.Kind.INCR, -2, null);
    record(Sample.Kind.TIMING, 12.5, null);
    record(Sample.Kind.TIMER, 0.5, null);
    record(Sample.Kind.GAUGE, 3, null);
    record(Sample.Kind.DISTRIBUTION, 4, null);
    backend.event(Event.of("deploy", "of 1.2"), Map.of("env", "it"), null);

    assertEquals(
        List.of(
            "'k': +1 instance=failure",
            "'k': -2",
            "'k': 12.5 ms",
            "'k': 0.5 s",
            "'k': 3",
            "'k': 4",
            "event 'deploy': of 1.2 {env=it}"),
        written.lines);
  }

  @Test
  void writesNothingUnlessTheLevelIsFine() {
    logger.setLevel(Level.INFO);

    record(Sample.Kind.INCR, 1, null);

    assertEquals(List.of(), written.lines);
  }
}
