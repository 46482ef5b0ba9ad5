package io.tagalong.sidecar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.aggregate.BucketMerger;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.config.Parsing;
import io.tagalong.sidecar.dogstatsd.ParserOptions;
import io.tagalong.sidecar.dogstatsd.Rejection;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said and counted about input that means nothing, and that the rest is not harmed. */
class BadInputTest {
  private static final InetSocketAddress SENDER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5353);

  private final Telemetry telemetry = new Telemetry();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private Instant now = Instant.ofEpochSecond(1_700_000_000);
  private final Shard shard = shard(new Parsing(ParserOptions.DEFAULT));

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "a:1 no_pipe",
        "a:x|c bad_value",
        "a:1|q bad_type",
        ":1|c bad_name_value",
        "a:::|c no_value",
        "a:1|c|@x bad_rate",
        "a:1|c|T0 bad_timestamp",
        "_e{1,1}|a|b ev_no_header",
        "_e{x,1}:a|b ev_header",
        "_e{0,1}:|b ev_empty_title",
        "_e{9,9}:a|b ev_length",
        "_sc|a sc_format",
        "_sc||0 sc_name",
        "_sc|a|9 sc_status",
      })
  void countsAndNamesTheReasonWithTheSenderAndAnExcerpt(String message, String reason) {
    send(message.getBytes(UTF_8));

    SelfMetric counter =
        Arrays.stream(SelfMetric.values())
            .filter(metric -> metric.id().equals("messages.rejected." + reason))
            .findFirst()
            .orElseThrow();
    assertEquals(1, telemetry.total(counter));
    assertEquals(1, lines().size());
    assertTrue(lines().get(0).contains("Rejected a message of 127.0.0.1:5353 because "), log());
    assertTrue(lines().get(0).endsWith(": " + message), log());
  }

  @Test
  void saysHowManyLinesWereLeftOutWhenTheNextMinuteHasCome() {
    for (int i = 0; i < 1000; i++) {
      send("no pipe".getBytes(UTF_8));
    }
    assertEquals(1, lines().size());

    now = now.plus(Duration.ofMinutes(1));
    send("no pipe".getBytes(UTF_8));

    assertEquals(2, lines().size());
    assertTrue(lines().get(1).endsWith("(999 like this were not logged)"), log());
  }

  @Test
  void showsOnlyPlainAsciiOfWhateverIsSent() {
    byte[] nasty = "\u0000\u001b[31m\"'\u00ff\u0085\r\tforged".getBytes(ISO_8859_1);

    send(nasty);

    assertTrue(lines().get(0).endsWith(": \\x00\\x1b[31m\"'\\xff\\x85\\x0d\\x09forged"), log());
  }

  @Test
  void showsTheBeginningOfALongLine() {
    send("x".repeat(65_000).getBytes(UTF_8));

    assertTrue(lines().get(0).endsWith("xxx..."), log());
    assertTrue(lines().get(0).length() < 250, log());
  }

  @Test
  void keepsCountingWhileGarbageFloodsIn() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] garbage = new byte[1400];
    long lines = 0;
    int rounds = 2000;

    for (int i = 0; i < rounds; i++) {
      random.nextBytes(garbage);
      send(garbage);
      send("good:1|c".getBytes(UTF_8));
      lines += nonEmptyLines(garbage) + 1;
    }
    shard.close();

    assertEquals(lines, telemetry.total(SelfMetric.MESSAGES), "seed " + seed);
    assertTrue(rejected() >= lines - 2L * rounds, "seed " + seed);
    assertEquals(rounds, total("good"), "seed " + seed);
    assertTrue(lines().size() <= Rejection.values().length, log());
  }

  @Test
  void missesTheNewlineOnlyWhereTheTransportRequiresIt() {
    ParserOptions required = ParserOptions.DEFAULT.withEolRequired(true);
    Shard picky = shard(new Parsing(required, ParserOptions.DEFAULT));
    byte[] message = "cut:1|c".getBytes(UTF_8);

    picky.datagram(message, message.length, SENDER);
    picky.datagram(message, message.length, UnixDomainSocketAddress.of("/socket"));
    picky.close();

    assertEquals(1, telemetry.total(SelfMetric.MESSAGES_REJECTED_UNTERMINATED));
    assertEquals(1, total("cut"));
  }

  private Shard shard(Parsing parsing) {
    LimitedLog log = new Log(new PrintStream(logged, true, UTF_8), new HandClock()).limited(1);
    AggregatorSettings settings = new AggregatorSettings(10, 1000);
    BucketMerger merger =
        new BucketMerger(settings, 1, now.getEpochSecond(), telemetry, log, snapshots::add);
    Aggregator aggregator =
        Aggregator.of(
            settings,
            1,
            new Enricher(EnrichmentSettings.none(), List.of(), "host"),
            telemetry,
            log,
            now.getEpochSecond(),
            bucket -> merger.take(0, bucket));
    return new Shard(
        parsing,
        aggregator,
        new NoticeBuffer(new Enricher(EnrichmentSettings.none(), List.of(), "host")),
        notices -> {
          throw new AssertionError(notices);
        },
        settings.bucketSeconds(),
        telemetry,
        log,
        new HandClock());
  }

  private void send(byte[] datagram) {
    shard.datagram(datagram, datagram.length, SENDER);
  }

  private long rejected() {
    return Arrays.stream(SelfMetric.values())
        .filter(metric -> metric.id().startsWith("messages.rejected."))
        .mapToLong(telemetry::total)
        .sum();
  }

  private double total(String name) {
    return snapshots.stream()
        .flatMap(snapshot -> snapshot.series().stream())
        .filter(series -> series.name().equals(name))
        .mapToDouble(series -> series.value())
        .sum();
  }

  private static long nonEmptyLines(byte[] datagram) {
    return Stream.of(new String(datagram, ISO_8859_1).split("\n"))
        .filter(line -> !line.isEmpty() && !line.equals("\r"))
        .count();
  }

  private List<String> lines() {
    return log().lines().toList();
  }

  private String log() {
    return logged.toString(UTF_8);
  }

  /** Shows {@link #now}. */
  private final class HandClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
