package io.tagalong.benchmarks;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.aggregate.BucketMerger;
import io.tagalong.sidecar.aggregate.ClosedBucket;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyEncoder;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The end of a bucket full of counters: what the event loop does, and what the flush thread does
 * after it. The unit is milliseconds a bucket.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 8)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx3g", "-XX:+UseSerialGC"})
public class FlushBenchmark {
  private static final int BUCKET_SECONDS = 10;
  private static final List<String> NO_TAGS = List.of();

  /** Counters with a value in the bucket. */
  @Param({"100000", "1000000"})
  private int contexts;

  private final Queue<ClosedBucket> closed = new ArrayDeque<>();
  private Aggregator aggregator;
  private BucketMerger merger;
  private MetricFeed feed;
  private long compressedBytes;
  private long nowSeconds;

  /** Makes the contexts known. */
  @Setup
  public void build() {
    AggregatorSettings settings =
        new AggregatorSettings(
            BUCKET_SECONDS,
            2_000_000,
            2_000_000,
            HistogramSettings.DEFAULT,
            CountersAs.COUNT,
            Compatibility.TAGALONG);
    Telemetry telemetry = new Telemetry();
    LimitedLog log = new Log(System.err, Clock.systemUTC()).limited(1);
    Enricher enricher = new Enricher(EnrichmentSettings.none(), NO_TAGS, "host");
    aggregator = Aggregator.of(settings, 1, enricher, telemetry, log, 0, closed::add);
    merger = new BucketMerger(settings, 1, 0, telemetry, log, this::encode);
    feed = new MetricFeed(aggregator);
  }

  /** Fills a bucket. */
  @Setup(Level.Invocation)
  public void fill() {
    closed.clear();
    for (int i = 0; i < contexts; i++) {
      feed.send(message(i), nowSeconds);
    }
    nowSeconds += BUCKET_SECONDS;
  }

  /** Closes the bucket, as the event loop does. */
  @Benchmark
  public ClosedBucket close() {
    aggregator.advance(nowSeconds);
    return closed.element();
  }

  /** Closes the bucket, makes a snapshot of it and encodes that, as the flush thread does. */
  @Benchmark
  public long flush() {
    aggregator.advance(nowSeconds);
    compressedBytes = 0;
    merger.take(0, closed.remove());
    return compressedBytes;
  }

  private void encode(Snapshot snapshot) {
    for (Body body : BodyEncoder.encode(snapshot, EncodeOptions.DEFAULT).bodies()) {
      compressedBytes += body.bytes().length;
    }
  }

  private static String message(int i) {
    return "shop.checkout.step"
        + i % 10
        + ".requests:1|c|#env:production,service:checkout,endpoint:/orders/"
        + i / 10 % 10
        + ",customer:customer-"
        + i / 100;
  }
}
