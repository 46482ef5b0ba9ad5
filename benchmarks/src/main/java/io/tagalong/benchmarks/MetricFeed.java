package io.tagalong.benchmarks;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.Rejection;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;
import java.nio.charset.StandardCharsets;

/** Parses valid metric messages into an aggregator. */
final class MetricFeed implements DatagramParser.Sink {
  private final Aggregator aggregator;
  private final DatagramParser parser = new DatagramParser();
  private long nowSeconds;

  MetricFeed(Aggregator aggregator) {
    this.aggregator = aggregator;
  }

  void send(String message, long atSeconds) {
    nowSeconds = atSeconds;
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    parser.parse(bytes, bytes.length, this);
  }

  @Override
  public void accepted(MetricLine line) {
    aggregator.add(line, nowSeconds);
  }

  @Override
  public void event(Event event) {
    throw new IllegalStateException("the benchmark sends only metrics, not " + event);
  }

  @Override
  public void serviceCheck(ServiceCheck check) {
    throw new IllegalStateException("the benchmark sends only metrics, not " + check);
  }

  @Override
  public void rejected(Rejection why, byte[] buffer, int from, int to) {
    throw new IllegalStateException("the benchmark sends only what is valid, not " + why);
  }
}
