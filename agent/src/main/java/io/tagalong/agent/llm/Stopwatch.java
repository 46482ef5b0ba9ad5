package io.tagalong.agent.llm;

import java.util.concurrent.TimeUnit;

/** When a request began, and how long it takes. Immutable. */
public final class Stopwatch {
  private final long startedAtMillis = System.currentTimeMillis();
  private final long startedNanos = System.nanoTime();

  private Stopwatch() {}

  public static Stopwatch started() {
    return new Stopwatch();
  }

  /** In milliseconds since 1970. */
  public long startedAtMillis() {
    return startedAtMillis;
  }

  public long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
  }
}
