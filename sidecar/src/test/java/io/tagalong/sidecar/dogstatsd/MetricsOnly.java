package io.tagalong.sidecar.dogstatsd;

/** What a test does with metrics, when it sends nothing else and nothing wrong. */
@FunctionalInterface
public interface MetricsOnly extends DatagramParser.Sink {
  @Override
  default void event(Event event) {
    throw new AssertionError(event);
  }

  @Override
  default void serviceCheck(ServiceCheck check) {
    throw new AssertionError(check);
  }

  @Override
  default void rejected(Rejection why, byte[] buffer, int from, int to) {
    throw new AssertionError(why);
  }
}
