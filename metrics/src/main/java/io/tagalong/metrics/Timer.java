package io.tagalong.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Measures one piece of work, from when it was made to when it is closed, for one thread.
 *
 * <p>The timing has the tag {@code result}: {@code success} when {@link #succeeded} was called,
 * else {@code failure}. Its value is in seconds, as that of Sentry's timer.
 */
public final class Timer implements AutoCloseable {
  private final Recorder recorder;
  private final String key;
  private final long startNanos;
  private Details details;
  private boolean success;
  private boolean closed;

  Timer(Recorder recorder, String key, Details details, long startNanos) {
    this.recorder = recorder;
    this.key = key;
    this.details = details;
    this.startNanos = startNanos;
  }

  /** One tag more, known only now; null leaves it out. */
  public Timer tag(String tag, @Nullable Object value) {
    details = details.tag(tag, value);
    return this;
  }

  /** Says that the work was done; the last statement of the block. */
  public void succeeded() {
    success = true;
  }

  /** Records the timing, once. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      recorder.stop(key, startNanos, details.tag("result", success ? "success" : "failure"));
    }
  }
}
