package io.tagalong.metrics;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line per call, {@code 'login.attempt': +1}, {@code 'events.latency': 12.5 ms} or, of a
 * {@link Timer}, {@code 'jobs.refresh': 0.5 s}, with tags behind it, to the logger {@code
 * io.tagalong.metrics} at the level {@code FINE}.
 */
final class LoggingBackend implements Backend {
  private final Logger logger;

  LoggingBackend(Logger logger) {
    this.logger = logger;
  }

  @Override
  public void record(Sample sample) {
    if (logger.isLoggable(Level.FINE)) {
      String line = '\'' + sample.key() + "': " + value(sample);
      write(line, sample.tags(), sample.instance());
    }
  }

  private static String value(Sample sample) {
    String number = PlainNumber.of(sample.value());
    switch (sample.kind()) {
      case INCR:
        return sample.value() < 0 ? number : '+' + number;
      case TIMING:
        return number + " ms";
      case TIMER:
        return number + " s";
      case GAUGE:
      case DISTRIBUTION:
        return number;
    }
    throw new AssertionError(sample.kind());
  }

  @Override
  public void event(Event event, Map<String, String> tags, @Nullable String instance) {
    if (logger.isLoggable(Level.FINE)) {
      write("event '" + event.title() + "': " + event.message(), tags, instance);
    }
  }

  private void write(String line, Map<String, String> tags, @Nullable String instance) {
    String where = instance == null ? "" : " instance=" + instance;
    logger.log(Level.FINE, "{0}", line + where + (tags.isEmpty() ? "" : " " + tags));
  }

  @Override
  public void close() {}
}
