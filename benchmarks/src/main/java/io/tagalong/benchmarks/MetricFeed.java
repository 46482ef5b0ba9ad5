package io.tagalong.benchmarks;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import java.nio.charset.StandardCharsets;

/** Parses valid metric messages into an aggregator. */
final class MetricFeed implements MetricsOnly {
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
}
