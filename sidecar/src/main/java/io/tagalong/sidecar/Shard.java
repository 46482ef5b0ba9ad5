package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.config.Parsing;
import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.NotPortable;
import io.tagalong.sidecar.dogstatsd.Rejection;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.listen.DatagramHandler;
import io.tagalong.sidecar.telemetry.Excerpt;
import io.tagalong.sidecar.telemetry.Lane;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import io.tagalong.sidecar.webhook.FlagChange;
import io.tagalong.sidecar.webhook.LogEntry;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One event loop's share of the work: datagrams are parsed and aggregated where they are read, with
 * no queue between. <em>Hot.</em>
 *
 * <p>Threads: owned by the event loop, until that has ended; then by the thread that stops the
 * sidecar.
 */
final class Shard implements DatagramHandler, DatagramParser.Sink {

  private final Aggregator aggregator;
  private final NoticeBuffer notices;
  private final Consumer<Notices> next;
  private final int bucketSeconds;
  private final Lane lane;
  private final LimitedLog log;
  private final Clock clock;
  private DatagramParser udpParser;
  private DatagramParser unixParser;

  private SocketAddress sender = new InetSocketAddress(0);
  private long nowSeconds;
  private boolean received;

  /**
   * A shard that hands its closed buckets over through the aggregator, the rest to {@code next}.
   */
  Shard(
      Parsing parsing,
      Aggregator aggregator,
      NoticeBuffer notices,
      Consumer<Notices> next,
      int bucketSeconds,
      Telemetry telemetry,
      LimitedLog log,
      Clock clock) {
    udpParser = new DatagramParser(parsing.udp());
    unixParser = new DatagramParser(parsing.unix());
    this.aggregator = aggregator;
    this.notices = notices;
    this.next = next;
    this.bucketSeconds = bucketSeconds;
    this.lane = telemetry.lane();
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void datagram(byte[] buffer, int length, SocketAddress from) {
    sender = from;
    received = true;
    nowSeconds = seconds();
    DatagramParser parser = from instanceof InetSocketAddress ? udpParser : unixParser;
    parser.parse(buffer, length, this);
  }

  @Override
  public void accepted(MetricLine line) {
    lane.add(SelfMetric.MESSAGES, 1);
    aggregator.add(line, nowSeconds);
  }

  @Override
  public void event(Event event) {
    count(notices.add(event, seconds()), SelfMetric.EVENTS);
  }

  @Override
  public void serviceCheck(ServiceCheck check) {
    count(notices.add(check, nowSeconds), SelfMetric.SERVICE_CHECKS);
  }

  /** Takes a change of a feature flag, which comes from no socket. */
  void change(FlagChange change) {
    count(notices.add(change, seconds()), SelfMetric.EVENTS);
  }

  /** Takes an entry of the log, which comes from no socket. */
  void log(LogEntry entry) {
    if (!notices.add(entry, clock.millis())) {
      lane.add(SelfMetric.WEBHOOKS_LOGS_DROPPED_LIMIT, 1);
      log.warn(
          "logs",
          () -> "Dropped a log of a webhook: there are too many until the bucket ends; send fewer");
    }
  }

  private void count(boolean taken, SelfMetric kind) {
    lane.add(SelfMetric.MESSAGES, 1);
    lane.add(taken ? kind : SelfMetric.MESSAGES_DROPPED_NOTICE_LIMIT, 1);
    if (!taken) {
      log.warn(
          "notices",
          () ->
              "Dropped an event or service check of %s: there are too many until the bucket ends;"
                      .formatted(text(sender))
                  + " send fewer of them, or metrics");
    }
  }

  @Override
  public void notPortable(NotPortable what, byte[] buffer, int from, int to) {
    lane.add(counter(what), 1);
    log.warn(
        "not_portable." + what.id(),
        () ->
            "A message of %s is not portable to the Agent Data Plane because %s: %s"
                .formatted(text(sender), what.description(), Excerpt.of(buffer, from, to)));
  }

  @Override
  public void rejected(Rejection why, byte[] buffer, int from, int to) {
    lane.add(SelfMetric.MESSAGES, 1);
    lane.add(counter(why), 1);
    log.warn(
        why.id(),
        () ->
            "Rejected a message of %s because %s: %s"
                .formatted(text(sender), why.description(), Excerpt.of(buffer, from, to)));
  }

  /** Works by other rules from the next datagram on. */
  void apply(Parsing parsing, Enricher enricher, HistogramRules histograms) {
    udpParser = new DatagramParser(parsing.udp());
    unixParser = new DatagramParser(parsing.unix());
    aggregator.enrichWith(enricher, histograms);
    notices.enrichWith(enricher);
  }

  /** Closes the bucket whose end has come. */
  void endBucket() {
    nowSeconds = seconds();
    aggregator.advance(nowSeconds);
    handOverNotices();
  }

  /** Adds the sidecar's own counters to the open bucket. */
  void report(SelfReport report) {
    report.addTo(aggregator, seconds());
  }

  /** Adds how long datagrams had to wait, if any came since the last time. */
  void reportGap(int loop, long longestNanos) {
    if (received) {
      SelfReport.addGap(aggregator, loop, longestNanos, seconds());
      received = false;
    }
  }

  /** Buckets begin at whole multiples of their length, on every machine alike. */
  Duration untilBucketEnds() {
    long bucketMillis = bucketSeconds * 1000L;
    return Duration.ofMillis(bucketMillis - Math.floorMod(clock.millis(), bucketMillis));
  }

  /** Closes the open bucket before its end; nothing may be added afterwards. */
  void close() {
    nowSeconds = seconds();
    aggregator.close(nowSeconds);
    handOverNotices();
  }

  private void handOverNotices() {
    Notices taken = notices.take(nowSeconds);
    if (taken.items() > 0) {
      next.accept(taken);
    }
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
      case UNTERMINATED -> SelfMetric.MESSAGES_REJECTED_UNTERMINATED;
      case NO_PIPE -> SelfMetric.MESSAGES_REJECTED_NO_PIPE;
      case BAD_NAME_VALUE -> SelfMetric.MESSAGES_REJECTED_BAD_NAME_VALUE;
      case BAD_TYPE -> SelfMetric.MESSAGES_REJECTED_BAD_TYPE;
      case BAD_VALUE -> SelfMetric.MESSAGES_REJECTED_BAD_VALUE;
      case NO_VALUE -> SelfMetric.MESSAGES_REJECTED_NO_VALUE;
      case BAD_RATE -> SelfMetric.MESSAGES_REJECTED_BAD_RATE;
      case BAD_TIMESTAMP -> SelfMetric.MESSAGES_REJECTED_BAD_TIMESTAMP;
      case EV_NO_HEADER -> SelfMetric.MESSAGES_REJECTED_EV_NO_HEADER;
      case EV_HEADER -> SelfMetric.MESSAGES_REJECTED_EV_HEADER;
      case EV_EMPTY_TITLE -> SelfMetric.MESSAGES_REJECTED_EV_EMPTY_TITLE;
      case EV_LENGTH -> SelfMetric.MESSAGES_REJECTED_EV_LENGTH;
      case SC_FORMAT -> SelfMetric.MESSAGES_REJECTED_SC_FORMAT;
      case SC_NAME -> SelfMetric.MESSAGES_REJECTED_SC_NAME;
      case SC_STATUS -> SelfMetric.MESSAGES_REJECTED_SC_STATUS;
    };
  }

  private static SelfMetric counter(NotPortable what) {
    return switch (what) {
      case NON_ASCII_NAME -> SelfMetric.MESSAGES_NOT_PORTABLE_NON_ASCII_NAME;
      case EMPTY_VALUE -> SelfMetric.MESSAGES_NOT_PORTABLE_EMPTY_VALUE;
      case NON_FINITE_VALUE -> SelfMetric.MESSAGES_NOT_PORTABLE_NON_FINITE_VALUE;
      case GO_NUMBER -> SelfMetric.MESSAGES_NOT_PORTABLE_GO_NUMBER;
      case SIGNED_INTEGER -> SelfMetric.MESSAGES_NOT_PORTABLE_SIGNED_INTEGER;
      case RATE_OUT_OF_RANGE -> SelfMetric.MESSAGES_NOT_PORTABLE_RATE_OUT_OF_RANGE;
      case EMPTY_FIELD -> SelfMetric.MESSAGES_NOT_PORTABLE_EMPTY_FIELD;
      case EMPTY_ORIGIN -> SelfMetric.MESSAGES_NOT_PORTABLE_EMPTY_ORIGIN;
      case EVENT_WITHOUT_TEXT -> SelfMetric.MESSAGES_NOT_PORTABLE_EVENT_WITHOUT_TEXT;
      case EVENT_FRAME -> SelfMetric.MESSAGES_NOT_PORTABLE_EVENT_FRAME;
      case EVENT_SURPLUS -> SelfMetric.MESSAGES_NOT_PORTABLE_EVENT_SURPLUS;
      case BAD_TIME -> SelfMetric.MESSAGES_NOT_PORTABLE_BAD_TIME;
      case BAD_WORD -> SelfMetric.MESSAGES_NOT_PORTABLE_BAD_WORD;
      case ODD_CHARACTERS -> SelfMetric.MESSAGES_NOT_PORTABLE_ODD_CHARACTERS;
    };
  }
}
