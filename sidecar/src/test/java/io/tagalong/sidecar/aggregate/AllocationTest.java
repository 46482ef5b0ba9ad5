package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.Rejection;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final byte[] DATAGRAM =
      """
      gate.checks:1|c|@0.5|#env:prod,Gate:NewUI,,value:true
      pool.size:12.75|g|#env:prod|card:low|c:ci-83c0a99c|e:cn-web
      latency:18:20:22|ms|#env:prod
      tokens:842|d|#env:prod
      """
          .getBytes(StandardCharsets.UTF_8);
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 10_000;

  @Test
  void parsingAndAggregatingKnownContextsAllocatesNothing() {
    Telemetry telemetry = new Telemetry();
    Aggregator aggregator =
        Aggregator.of(
            new AggregatorSettings(10, 100),
            telemetry,
            new Log(System.err, Clock.systemUTC()).limited(1),
            0,
            snapshot -> {});
    DatagramParser parser = new DatagramParser();
    DatagramParser.Sink sink = sink(aggregator);
    feed(parser, sink, WARM_UP);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    feed(parser, sink, MEASURED);
    long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertEquals((WARM_UP + MEASURED) * 6L, telemetry.total(SelfMetric.SAMPLES));
    // The measuring itself costs a few bytes; one object per datagram would be 160 000.
    assertTrue(allocatedBytes < MEASURED, allocatedBytes + " bytes were allocated");
  }

  private static void feed(DatagramParser parser, DatagramParser.Sink sink, int times) {
    for (int i = 0; i < times; i++) {
      parser.parse(DATAGRAM, DATAGRAM.length, sink);
    }
  }

  private static DatagramParser.Sink sink(Aggregator aggregator) {
    return new DatagramParser.Sink() {
      @Override
      public void accepted(MetricLine line) {
        aggregator.add(line, 5);
      }

      @Override
      public void event(Event event) {
        throw new AssertionError(event);
      }

      @Override
      public void serviceCheck(ServiceCheck check) {
        throw new AssertionError(check);
      }

      @Override
      public void rejected(Rejection why, byte[] buffer, int from, int to) {
        throw new AssertionError(why);
      }
    };
  }
}
