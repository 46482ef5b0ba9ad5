package io.tagalong.metrics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Discards everything. What holds when nothing is set. */
final class DummyBackend implements Backend {
  @Override
  public void record(Sample sample) {}

  @Override
  public void event(Event event, Map<String, String> tags, @Nullable String instance) {}

  @Override
  public void close() {}
}
