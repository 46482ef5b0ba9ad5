package io.tagalong.metrics;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives everything to a primary backend, and to a secondary one what begins with an allowed prefix:
 * the way to move from one to the other.
 *
 * <p>A failure of the first does not keep anything from the second.
 */
final class CompositeBackend implements Backend {
  private final Backend primary;
  private final Backend secondary;
  private final List<String> allowedPrefixes;

  /**
   * @param allowedPrefixes of keys, before the common prefix; an empty text allows everything
   */
  CompositeBackend(Backend primary, Backend secondary, List<String> allowedPrefixes) {
    this.primary = primary;
    this.secondary = secondary;
    this.allowedPrefixes = allowedPrefixes;
  }

  @Override
  public void record(Sample sample) throws IOException {
    try {
      primary.record(sample);
    } finally {
      if (Prefixes.begins(sample.key(), allowedPrefixes)) {
        secondary.record(sample);
      }
    }
  }

  @Override
  public void event(Event event, Map<String, String> tags, @Nullable String instance)
      throws IOException {
    try {
      primary.event(event, tags, instance);
    } finally {
      if (Prefixes.begins(event.title(), allowedPrefixes)) {
        secondary.event(event, tags, instance);
      }
    }
  }

  @Override
  public void close() {
    try {
      primary.close();
    } finally {
      secondary.close();
    }
  }
}
