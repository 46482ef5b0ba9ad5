package io.tagalong.benchmarks;

import com.google.protobuf.CodedOutputStream;
import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.encode.BodyEncoder;
import io.tagalong.sidecar.encode.DeliveryMode;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.encode.Encoding;
import io.tagalong.sidecar.encode.SketchDelivery;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Our encoder against protobuf-java's writer on the same series, both uncompressed and cut into
 * bodies of at most 512 000 bytes. The unit is nanoseconds per series of 6 tags; {@link #build}
 * prints what a series weighs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class ProtobufBenchmark {
  private static final int ITEMS = 100_000;
  private static final long START_SECONDS = 1_700_000_000;
  private static final int INTERVAL_SECONDS = 10;
  private static final int BODY_BYTES = 512_000;

  /** More than a series takes here. */
  private static final int SERIES_BYTES = 1_000;

  private static final EncodeOptions UNCOMPRESSED =
      new EncodeOptions(Encoding.IDENTITY, new SketchDelivery(DeliveryMode.AT_LEAST_ONCE));

  private final ProtobufSeries protobuf = new ProtobufSeries(START_SECONDS, INTERVAL_SECONDS);
  private final byte[] buffer = new byte[BODY_BYTES];
  private Snapshot snapshot;

  /** Builds the series. */
  @Setup
  public void build() {
    List<Series> series = IntStream.range(0, ITEMS).mapToObj(ProtobufBenchmark::series).toList();
    snapshot = new Snapshot(START_SECONDS, INTERVAL_SECONDS, series, List.of(), List.of());
    long bytes = tagalong().bodies().stream().mapToLong(body -> body.bytes().length).sum();
    System.out.println(bytes / ITEMS + " bytes a series");
  }

  private static Series series(int i) {
    List<String> tags =
        List.of(
            "customer:c" + i,
            "env:production",
            "pod:checkout-7d9f6c5b4-" + i % 97,
            "region:eu-west-" + i % 3,
            "service:checkout",
            "version:1.4." + i % 10);
    return new Series("shop.checkout.orders", tags, "host-1", Series.Kind.COUNT, i + 1);
  }

  /** Ours, with all that keeps bodies within their limits. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public Encoded tagalong() {
    return BodyEncoder.encode(snapshot, UNCOMPRESSED);
  }

  /** Theirs, into one buffer that is copied when the next series might not fit. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public void protobufJava(Blackhole bodies) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(buffer);
    for (Series series : snapshot.series()) {
      if (out.spaceLeft() < SERIES_BYTES) {
        bodies.consume(Arrays.copyOf(buffer, out.getTotalBytesWritten()));
        out = CodedOutputStream.newInstance(buffer);
      }
      protobuf.write(series, out);
    }
    bodies.consume(Arrays.copyOf(buffer, out.getTotalBytesWritten()));
  }
}
