package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.ParserOptions;
import io.tagalong.sidecar.dogstatsd.Rejection;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.telemetry.KeptLog;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An aggregator fed with datagrams as text, and the snapshots that came out of it. */
final class Feed {
  static final long START_SECONDS = 1_700_000_000; // A multiple of ten.

  static final String HOST = "sidecar-host";

  final Telemetry telemetry = new Telemetry();
  final List<Snapshot> snapshots = new ArrayList<>();
  final KeptLog logged = new KeptLog();
  final Aggregator aggregator;

  /** All shards; {@link #aggregator} is the first of them. */
  private final List<Aggregator> shards = new ArrayList<>();

  private final DatagramParser parser;

  Feed() {
    this(1000, START_SECONDS);
  }

  Feed(EnrichmentSettings rules) {
    this(new AggregatorSettings(10, 1000), START_SECONDS, new Enricher(rules, List.of(), HOST));
  }

  Feed(int maxContexts, long startSeconds) {
    this(new AggregatorSettings(10, maxContexts), startSeconds);
  }

  Feed(AggregatorSettings settings, long startSeconds) {
    this(settings, startSeconds, new Enricher(EnrichmentSettings.none(), List.of(), HOST));
  }

  Feed(AggregatorSettings settings, long startSeconds, Enricher enricher) {
    this(settings, startSeconds, enricher, ParserOptions.DEFAULT, 1);
  }

  Feed(AggregatorSettings settings, int shardCount) {
    this(
        settings,
        START_SECONDS,
        new Enricher(EnrichmentSettings.none(), List.of(), HOST),
        ParserOptions.DEFAULT,
        shardCount);
  }

  Feed(
      AggregatorSettings settings,
      long startSeconds,
      Enricher enricher,
      ParserOptions parserOptions,
      int shardCount) {
    parser = new DatagramParser(parserOptions);
    LimitedLog log = logged.log().limited(100);
    BucketMerger merger =
        new BucketMerger(settings, shardCount, startSeconds, telemetry, log, snapshots::add);
    for (int i = 0; i < shardCount; i++) {
      int shard = i;
      shards.add(
          Aggregator.of(
              settings,
              shardCount,
              enricher,
              telemetry,
              log,
              startSeconds,
              bucket -> merger.take(shard, bucket)));
    }
    aggregator = shards.get(0);
  }

  /** Adds the messages of a datagram that arrives so many seconds after {@link #START_SECONDS}. */
  Feed at(long offsetSeconds, String datagram) {
    return at(offsetSeconds, datagram.getBytes(StandardCharsets.UTF_8));
  }

  Feed at(long offsetSeconds, byte[] datagram) {
    return toShard(0, offsetSeconds, datagram);
  }

  /** Adds the messages of a datagram that arrives at the given shard. */
  Feed toShard(int shard, long offsetSeconds, String datagram) {
    return toShard(shard, offsetSeconds, datagram.getBytes(StandardCharsets.UTF_8));
  }

  private Feed toShard(int shard, long offsetSeconds, byte[] datagram) {
    parser.parse(
        datagram,
        datagram.length,
        new DatagramParser.Sink() {
          @Override
          public void accepted(MetricLine line) {
            shards.get(shard).add(line, START_SECONDS + offsetSeconds);
          }

          @Override
          public void event(Event event) {
            throw new AssertionError("a test feeds only metrics, not " + event);
          }

          @Override
          public void serviceCheck(ServiceCheck check) {
            throw new AssertionError("a test feeds only metrics, not " + check);
          }

          @Override
          public void rejected(Rejection why, byte[] buffer, int from, int to) {
            throw new AssertionError("a test feeds only good messages, not " + why);
          }
        });
    return this;
  }

  Feed advanceTo(long offsetSeconds) {
    shards.forEach(each -> each.advance(START_SECONDS + offsetSeconds));
    return this;
  }

  Feed closeAt(long offsetSeconds) {
    shards.forEach(each -> each.close(START_SECONDS + offsetSeconds));
    return this;
  }

  long total(SelfMetric metric) {
    return telemetry.total(metric);
  }

  /** The series of all snapshots as {@code name[tags]=value}, in their order. */
  List<String> series() {
    return snapshots.stream().flatMap(each -> each.series().stream()).map(Feed::text).toList();
  }

  /** The values of the only bucket, by series name. */
  Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    snapshots.forEach(each -> each.series().forEach(one -> values.put(one.name(), one.value())));
    return values;
  }

  /** Offsets of the snapshots' starts from {@link #START_SECONDS}. */
  List<Long> starts() {
    return snapshots.stream().map(each -> each.startSeconds() - START_SECONDS).toList();
  }

  static String text(Series series) {
    return series.name() + series.tags() + "=" + series.value();
  }
}
