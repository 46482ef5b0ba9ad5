package io.tagalong.intake.http;

import io.tagalong.intake.check.EventCheck;
import io.tagalong.intake.item.Dashboard;
import io.tagalong.intake.item.Event;
import io.tagalong.intake.json.EventJson;
import io.tagalong.intake.json.ItemJson;
import io.tagalong.intake.json.MetricJson;
import io.tagalong.intake.ledger.Ledger;
import io.tagalong.intake.net.Answer;
import io.tagalong.intake.net.Exchange;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.wire.PayloadDecoder;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Takes an admitted request's payload, by its route: decode, hand to the ledger, answer. */
final class Desk {
  private final PayloadDecoder protobuf = new PayloadDecoder();

  /** Concurrent: every connection thread may number what it creates. */
  private final AtomicLong created = new AtomicLong();

  private final Clock clock;
  private final Ledger ledger;

  Desk(Clock clock, Ledger ledger) {
    this.clock = clock;
    this.ledger = ledger;
  }

  Answer serve(IntakeRoute route, Exchange exchange, Findings findings) throws Refusal {
    return switch (route) {
      case SERIES_V2 -> {
        Payload payload = Payload.read(route, exchange);
        ledger.takeSeries(
            switch (payload.type()) {
              case PROTOBUF -> protobuf.series(payload.bytes());
              case JSON, TEXT_JSON -> MetricJson.seriesV2(payload.bytes());
            },
            findings);
        yield Replies.metricsV2();
      }
      case SERIES_V1 -> {
        ledger.takeSeries(MetricJson.seriesV1(read(route, exchange)), findings);
        yield Replies.acceptedV1();
      }
      case DISTRIBUTION_POINTS -> {
        ledger.takeDistributions(MetricJson.distributionPoints(read(route, exchange)), findings);
        yield Replies.acceptedV1();
      }
      case SKETCHES -> {
        ledger.takeSketches(protobuf.sketches(read(route, exchange)), findings);
        yield Replies.metricsV2();
      }
      case EVENTS_V1 -> {
        Event event = EventJson.v1(read(route, exchange), clock.instant().getEpochSecond());
        ledger.takeEvent(event, EventCheck.v1(clock), findings);
        yield Replies.eventV1(event, created.incrementAndGet());
      }
      case EVENTS_V2 -> {
        Event event = EventJson.v2(read(route, exchange), clock.instant().getEpochSecond());
        ledger.takeEvent(event, EventCheck.v2(clock), findings);
        yield Replies.eventV2(created.incrementAndGet());
      }
      case CHECKS -> {
        long nowSeconds = clock.instant().getEpochSecond();
        ledger.takeChecks(ItemJson.checks(read(route, exchange), nowSeconds), findings);
        yield Replies.acceptedV1();
      }
      case LOGS -> {
        ledger.takeLogs(ItemJson.logs(read(route, exchange), clock.millis()), findings);
        yield Replies.logs();
      }
      case VALIDATE -> Replies.valid();
      case DASHBOARDS -> {
        Dashboard dashboard = ItemJson.dashboard(read(route, exchange));
        ledger.takeDashboard(dashboard);
        yield Replies.dashboard(dashboard, created.incrementAndGet());
      }
    };
  }

  /** Reads the body of a route that takes one type only. */
  private static byte[] read(IntakeRoute route, Exchange exchange) throws Refusal {
    return Payload.read(route, exchange).bytes();
  }
}
