package io.tagalong.sidecar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.aggregate.BucketMerger;
import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SelfReportTest {

  private final Telemetry telemetry = new Telemetry();
  private final List<Snapshot> closed = new ArrayList<>();
  private final BucketMerger merger =
      new BucketMerger(
          new AggregatorSettings(10, 100),
          1,
          0,
          telemetry,
          new Log(System.err, Clock.systemUTC()).limited(1),
          closed::add);
  private final Aggregator aggregator =
      Aggregator.of(
          new AggregatorSettings(10, 100),
          1,
          new Enricher(EnrichmentSettings.none(), List.of(), "h"),
          new Telemetry(),
          new Log(System.err, Clock.systemUTC()).limited(1),
          0,
          bucket -> merger.take(0, bucket));
  private final SelfReport report = new SelfReport(telemetry);

  @Test
  void reportsGrowthSinceTheLastTimeOnly() {
    telemetry.add(SelfMetric.DATAGRAMS, 5);
    report.addTo(aggregator, 0);
    telemetry.add(SelfMetric.DATAGRAMS, 2);
    report.addTo(aggregator, 10);
    aggregator.close(10);

    assertEquals(List.of(5.0, 2.0), values("tagalong.sidecar.datagrams"));
  }

  @Test
  void reportsNothingThatDidNotGrow() {
    report.addTo(aggregator, 0);
    aggregator.close(0);

    assertEquals(List.of(), closed.stream().flatMap(bucket -> bucket.series().stream()).toList());
  }

  @Test
  void reportsTheGapOfEachLoopInMicroseconds() {
    SelfReport.addGap(aggregator, 0, 1_500, 0);
    SelfReport.addGap(aggregator, 1, 7_000_000, 0);
    aggregator.close(0);

    assertEquals(List.of(1.5, 7000.0), values("tagalong.sidecar.loop.longest_gap"));
    assertEquals(
        List.of("loop:0", "loop:1"),
        closed.get(0).series().stream().map(series -> series.tags().get(0)).toList());
  }

  @Test
  void makesTheReasonATag() {
    assertEquals(
        "tagalong.sidecar.items.dropped", SelfReport.name(SelfMetric.ITEMS_DROPPED_EXPIRED));
    assertEquals(List.of("reason:expired"), SelfReport.tags(SelfMetric.ITEMS_DROPPED_EXPIRED));
    assertEquals(
        "tagalong.sidecar.samples.filtered",
        SelfReport.name(SelfMetric.SAMPLES_FILTERED_METRIC_FILTERLIST));
    assertEquals(List.of(), SelfReport.tags(SelfMetric.DATAGRAM_READ_ERRORS));
  }

  private List<Double> values(String metric) {
    return closed.stream()
        .flatMap(bucket -> bucket.series().stream())
        .filter(series -> series.name().equals(metric))
        .map(Series::value)
        .toList();
  }
}
