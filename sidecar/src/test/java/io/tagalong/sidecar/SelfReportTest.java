package io.tagalong.sidecar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.aggregate.BucketMerger;
import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.deliver.DeliveryFigures;
import io.tagalong.sidecar.deliver.DropReason;
import io.tagalong.sidecar.deliver.EndpointState;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final FixedOutlet outlet = new FixedOutlet();
  private final SelfReport report = new SelfReport(telemetry, new DeliveryReport(outlet));

  @Test
  void reportsGrowthSinceTheLastTimeOnly() {
    telemetry.add(SelfMetric.DATAGRAMS, 5);
    report.addTo(aggregator, 0);
    telemetry.add(SelfMetric.DATAGRAMS, 2);
    report.addTo(aggregator, 10);
    aggregator.close(10);

    assertEquals(List.of(5.0, 2.0), allValues("tagalong.sidecar.datagrams"));
  }

  @Test
  void reportsNothingThatDidNotGrow() {
    report.addTo(aggregator, 0);
    aggregator.close(0);

    assertEquals(List.of(), closed.stream().flatMap(bucket -> bucket.series().stream()).toList());
  }

  @Test
  void reportsTheAccountOfEachEndpointAndKindSoThatItAddsUp() {
    telemetry.add(SelfMetric.ITEMS_ACCEPTED, 10);
    outlet.figures = List.of(account("a:1", 10, 4, 3, 2, Map.of(DropReason.EXPIRED, 1L)));
    report.addTo(aggregator, 0);
    outlet.figures =
        List.of(
            account("a:1", 20, 15, 2, 1, Map.of(DropReason.EXPIRED, 2L)),
            account("a:1 (key 2)", 7, 0, 7, 0, Map.of()));
    report.addTo(aggregator, 10);
    aggregator.close(10);

    double accepted = sum("tagalong.sidecar.items.accepted", "endpoint:a:1", "kind:service_checks");
    assertEquals(20, accepted);
    assertEquals(
        accepted,
        sum("tagalong.sidecar.items.delivered", "endpoint:a:1", "kind:service_checks")
            + sum(
                "tagalong.sidecar.items.dropped",
                "endpoint:a:1",
                "kind:service_checks",
                "reason:expired")
            + last("tagalong.sidecar.items.queued", "endpoint:a:1", "kind:service_checks")
            + last("tagalong.sidecar.items.spooled", "endpoint:a:1", "kind:service_checks"));
    assertEquals(
        7, last("tagalong.sidecar.items.queued", "endpoint:a:1_key_2", "kind:service_checks"));
    assertEquals(
        700,
        last("tagalong.sidecar.items.queued_bytes", "endpoint:a:1_key_2", "kind:service_checks"));
  }

  @Test
  void showsHowAnEndpointDoesUntilItWorksAgain() {
    outlet.states = List.of(new EndpointState("a:1", true, true, EndpointState.Spool.DEGRADED));
    report.addTo(aggregator, 0);
    outlet.states = List.of(new EndpointState("a:1", false, false, EndpointState.Spool.WORKS));
    report.addTo(aggregator, 10);
    aggregator.close(10);

    assertEquals(
        List.of(1.0, 0.0), values("tagalong.sidecar.delivery.key_refused", "endpoint:a:1"));
    assertEquals(List.of(1.0, 0.0), values("tagalong.sidecar.delivery.failing", "endpoint:a:1"));
    assertEquals(List.of(1.0, 0.0), values("tagalong.sidecar.spool.degraded", "endpoint:a:1"));
  }

  @Test
  void saysNothingOfASpoolThatThereShouldNotBe() {
    outlet.states = List.of(new EndpointState("a:1", false, false, EndpointState.Spool.NONE));
    report.addTo(aggregator, 0);
    aggregator.close(0);

    assertEquals(List.of(), allValues("tagalong.sidecar.spool.degraded"));
  }

  @Test
  void reportsTheGapOfEachLoopInMicroseconds() {
    SelfReport.addGap(aggregator, 0, 1_500, 0);
    SelfReport.addGap(aggregator, 1, 7_000_000, 0);
    aggregator.close(0);

    assertEquals(List.of(1.5, 7000.0), allValues("tagalong.sidecar.loop.longest_gap"));
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

  private static DeliveryFigures account(
      String endpoint,
      long accepted,
      long delivered,
      long queued,
      long spooled,
      Map<DropReason, Long> dropped) {
    return new DeliveryFigures(
        endpoint, BodyKind.CHECKS, accepted, delivered, queued, 100 * queued, spooled, dropped);
  }

  private double sum(String metric, String... tags) {
    return values(metric, tags).stream().mapToDouble(Double::doubleValue).sum();
  }

  private double last(String metric, String... tags) {
    List<Double> values = values(metric, tags);
    return values.get(values.size() - 1);
  }

  private List<Double> values(String metric, String... tags) {
    return closed.stream()
        .flatMap(bucket -> bucket.series().stream())
        .filter(series -> series.name().equals(metric) && series.tags().equals(List.of(tags)))
        .map(Series::value)
        .toList();
  }

  private List<Double> allValues(String metric) {
    return closed.stream()
        .flatMap(bucket -> bucket.series().stream())
        .filter(series -> series.name().equals(metric))
        .map(Series::value)
        .toList();
  }

  /** Has delivered what the test says. */
  private static final class FixedOutlet implements Outlet {
    private List<DeliveryFigures> figures = List.of();
    private List<EndpointState> states = List.of();

    @Override
    public void start() {}

    @Override
    public void take(Snapshot snapshot) {}

    @Override
    public void take(Notices notices) {}

    @Override
    public List<DeliveryFigures> figures() {
      return figures;
    }

    @Override
    public List<EndpointState> states() {
      return states;
    }

    @Override
    public void stop(Duration budget) {}
  }
}
