package io.tagalong.metrics;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where metrics go. Any application thread calls, several at a time; none may have to wait.
 *
 * <p>Whatever a backend throws is counted and logged by its caller, the {@code Recorder}.
 */
interface Backend extends AutoCloseable {
  void record(Sample sample) throws IOException;

  void event(Event event, Map<String, String> tags, @Nullable String instance) throws IOException;

  /** Delivers what it still holds, within a few seconds. */
  @Override
  void close();
}
