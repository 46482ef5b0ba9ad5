package io.tagalong.benchmarks;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.encode.BodyEncoder;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.sketch.Sketch;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the flush thread does with a snapshot: protobuf, cut into bodies and compressed. The unit is
 * nanoseconds per series or sketch; each has 4 tags, and a sketch 100 values.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
public class EncodeBenchmark {
  private static final int ITEMS = 10_000;
  private static final int VALUES = 100;
  private static final long START_SECONDS = 1_700_000_000;
  private static final int INTERVAL_SECONDS = 10;

  private Snapshot counts;
  private Snapshot sketches;

  /** Builds the two snapshots. */
  @Setup
  public void build() {
    Random random = new Random(42);
    List<Series> series = new ArrayList<>(ITEMS);
    List<SketchSeries> distributions = new ArrayList<>(ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      List<String> tags =
          List.of(
              "env:production",
              "region:eu-west-" + i % 3,
              "service:checkout",
              "version:1.4." + i % 10);
      String name = "shop.checkout.step" + i;
      series.add(new Series(name, tags, "host", Series.Kind.COUNT, random.nextInt(1000)));
      Sketch sketch = new Sketch();
      for (int v = 0; v < VALUES; v++) {
        sketch.insert(Math.exp(3 + random.nextGaussian()), 1);
      }
      distributions.add(new SketchSeries(name, tags, "host", sketch));
    }
    counts = snapshot(series, List.of());
    sketches = snapshot(List.of(), distributions);
  }

  private static Snapshot snapshot(List<Series> series, List<SketchSeries> sketches) {
    return new Snapshot(START_SECONDS, INTERVAL_SECONDS, series, List.of(), sketches);
  }

  /** Counts. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public Encoded counts() {
    return BodyEncoder.encode(counts);
  }

  /** Distributions. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public Encoded sketches() {
    return BodyEncoder.encode(sketches);
  }
}
