package io.tagalong.benchmarks;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the event loop does with a datagram once it is read: parse it, and parse and aggregate it.
 * The unit is nanoseconds per message.
 *
 * <p>The messages have 4 tags and about 100 bytes; of 20, 12 are counts, 4 gauges, 3 distributions
 * and one is a timing. A datagram holds 13 of them, as many as java-dogstatsd-client puts into one.
 * Heavy messages are the same with 24 more tags, 2 KB in all.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx768m", "-XX:+UseSerialGC"})
public class IngestBenchmark implements MetricsOnly {
  private static final int MESSAGES = 13;

  /**
   * Powers of two; enough lines that nearly all of 100 000 contexts occur, or 27 MB of heavy ones.
   */
  private static final int LIGHT_DATAGRAMS = 16_384;

  private static final int HEAVY_DATAGRAMS = 1024;
  private static final int HEAVY_TAGS = 24;
  private static final int MAX_CONTEXTS = 200_000;
  private static final int BUCKET_SECONDS = 10;
  private static final String[] TYPES = {
    "c", "c", "c", "g", "d", "c", "c", "c", "g", "d", "c", "c", "c", "g", "d", "c", "c", "c", "g",
    "ms",
  };

  /** Distinct names with tags. */
  @Param({"1000", "100000"})
  private int contexts;

  /** Whether messages carry 24 more tags. */
  @Param({"false", "true"})
  private boolean heavy;

  private byte[][] datagrams;
  private final DatagramParser parser = new DatagramParser();
  private Aggregator aggregator;
  private boolean aggregating;
  private int next;
  private long nowSeconds;
  private long accepted;

  /** Builds the datagrams and an aggregator. */
  @Setup
  public void build() {
    Random random = new Random(42);
    String moreTags = heavy ? moreTags() : "";
    datagrams = new byte[heavy ? HEAVY_DATAGRAMS : LIGHT_DATAGRAMS][];
    for (int i = 0; i < datagrams.length; i++) {
      StringBuilder datagram = new StringBuilder();
      for (int m = 0; m < MESSAGES; m++) {
        int context = random.nextInt(contexts);
        datagram
            .append("shop.checkout.step")
            .append(context)
            .append(".requests:")
            .append(random.nextInt(1000))
            .append('|')
            .append(TYPES[context % TYPES.length])
            .append("|#env:production,service:checkout,region:eu-west-")
            .append(context % 3)
            .append(",version:1.4.")
            .append(context % 10)
            .append(moreTags)
            .append('\n');
      }
      datagrams[i] = datagram.toString().getBytes(StandardCharsets.UTF_8);
    }
    aggregator =
        Aggregator.of(
            new AggregatorSettings(BUCKET_SECONDS, MAX_CONTEXTS),
            1,
            new Enricher(EnrichmentSettings.none(), List.of(), "host"),
            new Telemetry(),
            new Log(System.err, Clock.systemUTC()).limited(1),
            0,
            snapshot -> {});
  }

  private static String moreTags() {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i < HEAVY_TAGS; i++) {
      tags.append(",some.label.").append(i).append(':').append("a.value.of.a.label/".repeat(3));
    }
    return tags.toString();
  }

  /** Parses only. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long parse() {
    aggregating = false;
    handleNext();
    return accepted;
  }

  /** Parses and aggregates; a bucket closes every 100 000 datagrams. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long parseAndAggregate() {
    aggregating = true;
    handleNext();
    return accepted;
  }

  private void handleNext() {
    byte[] datagram = datagrams[next++ & (datagrams.length - 1)];
    if (next % 100_000 == 0) {
      nowSeconds += BUCKET_SECONDS;
    }
    parser.parse(datagram, datagram.length, this);
  }

  @Override
  public void accepted(MetricLine line) {
    accepted++;
    if (aggregating) {
      aggregator.add(line, nowSeconds);
    }
  }
}
