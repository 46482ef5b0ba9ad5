package io.tagalong.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.config.Parsing;
import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.Origin;
import io.tagalong.sidecar.dogstatsd.ParserOptions;
import io.tagalong.sidecar.encode.ChangeItem;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import io.tagalong.sidecar.webhook.Batch;
import io.tagalong.sidecar.webhook.FlagChange;
import io.tagalong.sidecar.webhook.LogEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The way of webhooks to an event loop, which here runs when the test says so. */
final class ShardInletTest {
  private static final byte[] SAMPLE = "a:1|c\n".getBytes(UTF_8);

  private final Telemetry telemetry = new Telemetry();
  private final List<Notices> notices = new ArrayList<>();
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final Shard shard = shard();
  private final ShardInlet inlet = new ShardInlet(shard, loop::add);

  @Test
  void bringsEverythingOfABatchToTheShard() {
    Event event =
        new Event(
            "title",
            "text",
            0,
            null,
            null,
            null,
            Event.Priority.NORMAL,
            Event.AlertType.INFO,
            List.of(),
            Origin.NONE);
    FlagChange change = new FlagChange("flag", "changed", "why", "", 60, List.of("a:b"));
    LogEntry log = new LogEntry("said", "info", "", "", List.of(), Map.of());

    assertTrue(
        inlet.offer(
            new Batch(List.of(SAMPLE, SAMPLE), List.of(event), List.of(change), List.of(log))));
    loop.forEach(Runnable::run);
    shard.close();

    assertEquals(4, telemetry.total(SelfMetric.MESSAGES));
    assertEquals(2, telemetry.total(SelfMetric.EVENTS));
    assertEquals("title", notices.get(0).events().get(0).title());
    assertEquals("said", notices.get(0).logs().get(0).message());
    assertEquals(
        List.of(
            new ChangeItem(
                "flag",
                "changed",
                "why",
                "",
                List.of(),
                List.of("a:b"),
                "host",
                "1970-01-01T00:01:00Z")),
        notices.get(0).changes());
  }

  @Test
  void refusesABatchAsAWholeAsLongAsTooManyTasksWait() {
    Batch pair = new Batch(List.of(SAMPLE, SAMPLE), List.of(), List.of(), List.of());
    for (int i = 0; i < ShardInlet.MAX_WAITING / 2; i++) {
      assertTrue(inlet.offer(pair));
    }
    assertFalse(inlet.offer(pair));

    loop.remove().run();
    assertFalse(inlet.offer(pair));
    loop.remove().run();
    assertTrue(inlet.offer(pair));

    assertEquals(ShardInlet.MAX_WAITING, loop.size());
  }

  private Shard shard() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(100), ZoneOffset.UTC);
    LimitedLog log = new Log(System.err, clock).limited(1);
    AggregatorSettings settings = new AggregatorSettings(10, 1000);
    Enricher enricher = new Enricher(EnrichmentSettings.none(), List.of(), "host");
    return new Shard(
        new Parsing(ParserOptions.DEFAULT),
        Aggregator.of(settings, 1, enricher, telemetry, log, 100, bucket -> {}),
        new NoticeBuffer(enricher),
        notices::add,
        settings.bucketSeconds(),
        telemetry,
        log,
        clock);
  }
}
