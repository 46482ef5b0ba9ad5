package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.MetricsOnly;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.enrich.MapperProfile;
import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.enrich.NamePattern;
import io.tagalong.sidecar.enrich.Namespace;
import io.tagalong.sidecar.enrich.TagFilterList;
import io.tagalong.sidecar.enrich.TagRule;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final byte[] DATAGRAM =
      """
      gate.checks:1|c|@0.5|#env:prod,Gate:NewUI,,value:true
      pool.size:12.75|g|#env:prod|card:low|c:ci-83c0a99c|e:cn-web
      latency:18:20:22|ms|#env:prod
      padded:000000000000000000000000000018|c|#env:prod
      tokens:842|d|#env:prod
      size:3:5:3|h|@0.5|#env:prod
      job.etl.time:3|g|#host:web-2
      noise:1:2|c
      """
          .getBytes(StandardCharsets.UTF_8);
  private static final Enricher RULES =
      new Enricher(
          new EnrichmentSettings(
              List.of(
                  new MapperProfile(
                      "job.",
                      List.of(
                          new MapperProfile.Mapping(
                              NamePattern.wildcard("job.*.time"),
                              "job.time",
                              Map.of("job", "$1"))))),
              new Namespace("shop", List.of("pool")),
              new MetricFilterList(Set.of("shop.noise"), false),
              new TagFilterList(
                  List.of(
                      new TagRule("shop.gate.checks", TagRule.Action.EXCLUDE, Set.of("value")))),
              List.of("team:a"),
              List.of("env:test")),
          List.of(),
          "host");
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 10_000;

  @Test
  void parsingAndAggregatingKnownContextsAllocatesNothing() {
    Telemetry telemetry = new Telemetry();
    Aggregator aggregator =
        Aggregator.of(
            new AggregatorSettings(10, 100),
            1,
            RULES,
            telemetry,
            new Log(System.err, Clock.systemUTC()).limited(1),
            0,
            snapshot -> {});
    DatagramParser parser = new DatagramParser();
    MetricsOnly sink = line -> aggregator.add(line, 5);
    feed(parser, sink, WARM_UP);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    feed(parser, sink, MEASURED);
    long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertEquals((WARM_UP + MEASURED) * 11L, telemetry.total(SelfMetric.SAMPLES));
    assertEquals(
        (WARM_UP + MEASURED) * 2L, telemetry.total(SelfMetric.SAMPLES_FILTERED_METRIC_FILTERLIST));
    // The measuring itself costs a few bytes; one object per datagram would be 160 000.
    assertTrue(allocatedBytes < MEASURED, allocatedBytes + " bytes were allocated");
  }

  private static void feed(DatagramParser parser, DatagramParser.Sink sink, int times) {
    for (int i = 0; i < times; i++) {
      parser.parse(DATAGRAM, DATAGRAM.length, sink);
    }
  }
}
