package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.Rejection;
import io.tagalong.sidecar.listen.DatagramHandler;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;

/**
 * One event loop's share of the work: datagrams are parsed and aggregated where they are read, with
 * no queue between. <em>Hot.</em>
 *
 * <p>Threads: owned by the event loop, until that has ended; then by the thread that stops the
 * sidecar.
 */
final class Shard implements DatagramHandler, DatagramParser.Sink {

  private final Aggregator aggregator;
  private final SelfReport selfReport;
  private final int bucketSeconds;
  private final Telemetry telemetry;
  private final LimitedLog log;
  private final Clock clock;
  private final DatagramParser parser = new DatagramParser();

  private SocketAddress sender = new InetSocketAddress(0);
  private long nowSeconds;

  Shard(
      Aggregator aggregator, int bucketSeconds, Telemetry telemetry, LimitedLog log, Clock clock) {
    this.aggregator = aggregator;
    this.selfReport = new SelfReport(telemetry);
    this.bucketSeconds = bucketSeconds;
    this.telemetry = telemetry;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void datagram(byte[] buffer, int length, SocketAddress from) {
    sender = from;
    nowSeconds = seconds();
    parser.parse(buffer, length, this);
  }

  @Override
  public void accepted(MetricLine line) {
    telemetry.add(SelfMetric.MESSAGES, 1);
    aggregator.add(line, nowSeconds);
  }

  @Override
  public void rejected(Rejection why, byte[] buffer, int from, int to) {
    telemetry.add(SelfMetric.MESSAGES, 1);
    telemetry.add(counter(why), 1);
    log.warn(
        why.id(),
        () ->
            "Rejected a message of %s because %s: %s"
                .formatted(text(sender), why.description(), Excerpt.of(buffer, from, to)));
  }

  /** Closes the bucket whose end has come, and reports the sidecar's own counters into the next. */
  void endBucket() {
    nowSeconds = seconds();
    aggregator.advance(nowSeconds);
    selfReport.addTo(aggregator, nowSeconds);
  }

  /** Buckets begin at whole multiples of their length, on every machine alike. */
  Duration untilBucketEnds() {
    long bucketMillis = bucketSeconds * 1000L;
    return Duration.ofMillis(bucketMillis - Math.floorMod(clock.millis(), bucketMillis));
  }

  /** Closes the open bucket before its end; nothing may be added afterwards. */
  void close() {
    nowSeconds = seconds();
    selfReport.addTo(aggregator, nowSeconds);
    aggregator.close(nowSeconds);
  }

  private long seconds() {
    return Math.floorDiv(clock.millis(), 1000L);
  }

  private static String text(SocketAddress sender) {
    return sender instanceof InetSocketAddress internet
        ? internet.getAddress().getHostAddress() + ":" + internet.getPort()
        : "a sender at " + sender;
  }

  private static SelfMetric counter(Rejection why) {
    return switch (why) {
      case NO_PIPE -> SelfMetric.MESSAGES_REJECTED_NO_PIPE;
      case BAD_NAME_VALUE -> SelfMetric.MESSAGES_REJECTED_BAD_NAME_VALUE;
      case BAD_TYPE -> SelfMetric.MESSAGES_REJECTED_BAD_TYPE;
      case BAD_VALUE -> SelfMetric.MESSAGES_REJECTED_BAD_VALUE;
      case NO_VALUE -> SelfMetric.MESSAGES_REJECTED_NO_VALUE;
      case BAD_RATE -> SelfMetric.MESSAGES_REJECTED_BAD_RATE;
      case BAD_TIMESTAMP -> SelfMetric.MESSAGES_REJECTED_BAD_TIMESTAMP;
      case UNSUPPORTED_TIMESTAMP -> SelfMetric.MESSAGES_REJECTED_UNSUPPORTED_TIMESTAMP;
      case UNSUPPORTED_EVENT -> SelfMetric.MESSAGES_REJECTED_UNSUPPORTED_EVENT;
      case UNSUPPORTED_SERVICE_CHECK -> SelfMetric.MESSAGES_REJECTED_UNSUPPORTED_SERVICE_CHECK;
    };
  }
}
