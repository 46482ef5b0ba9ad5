package io.tagalong.benchmarks;

import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.Rejection;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;

/** What a benchmark does with metrics; it sends nothing else, and nothing wrong. */
interface MetricsOnly extends DatagramParser.Sink {
  @Override
  default void event(Event event) {
    throw new IllegalStateException("the benchmark sends only metrics, not " + event);
  }

  @Override
  default void serviceCheck(ServiceCheck check) {
    throw new IllegalStateException("the benchmark sends only metrics, not " + check);
  }

  @Override
  default void rejected(Rejection why, byte[] buffer, int from, int to) {
    throw new IllegalStateException("the benchmark sends only what is valid, not " + why);
  }
}
