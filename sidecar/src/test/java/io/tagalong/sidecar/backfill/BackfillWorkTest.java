package io.tagalong.sidecar.backfill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.sidecar.backfill.BackfillWork.Step;
import io.tagalong.sidecar.backfill.Progress.State;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches, the position at which one can go on, and what is left out. */
final class BackfillWorkTest {
  private static final long NOW = 1_800_000_000;
  private static final long OLDEST_TAKEN = NOW - Duration.ofMinutes(1050).toSeconds();
  private static final GatewayLogs FORM =
      new GatewayLogs(
          "futureagi",
          "prism-gateway",
          new Enricher(EnrichmentSettings.none(), List.of(), "web-1"));

  private final HandClock clock = new HandClock();
  private final Telemetry telemetry = new Telemetry();
  private final List<Batch> taken = new ArrayList<>();
  private boolean room = true;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile(@TempDir Path folder) {
    file = folder.resolve("requests.jsonl");
  }

  @Test
  void sendsEverythingInBatchesAndTellsHowFarItIs() throws Exception {
    write(lines(0, 1200));

    try (BackfillWork work = work(0)) {
      assertEquals(Step.MORE, work.step());
      assertEquals(41, work.progress().percent());
      assertEquals(State.RUNNING, work.progress().state());
      assertEquals(Step.MORE, work.step());
      assertEquals(Step.END, work.step());

      assertEquals(
          new Progress(State.DONE, Files.size(file), Files.size(file), 1200, 1200, Map.of(), ""),
          work.progress());
      assertEquals(100, work.progress().percent());
    }
    assertEquals(List.of(500, 500, 200), taken.stream().map(b -> b.logs().size()).toList());
    assertEquals(NOW - 500, taken.get(0).oldestSeconds());
    assertEquals(1200, telemetry.total(SelfMetric.BACKFILL_LOGS));
  }

  @Test
  void keepsABatchForWhichThereIsNoRoomAndRepeatsNone() throws Exception {
    write(lines(0, 700));

    try (BackfillWork work = work(0)) {
      room = false;
      assertEquals(Step.NO_ROOM, work.step());
      assertEquals(Step.NO_ROOM, work.step());
      assertEquals(0, work.progress().position());
      room = true;
      assertEquals(Step.MORE, work.step());
      assertEquals(Step.END, work.step());
    }

    assertEquals(models(0, 700), models());
  }

  @Test
  void goesOnWhereItWasStoppedWithoutALossOrARepetition() throws Exception {
    write(lines(0, 700));
    Progress first;
    try (BackfillWork work = work(0)) {
      work.step();
      room = false;
      work.step();
      work.end(State.STOPPED, "");
      first = work.progress();
    }

    room = true;
    try (BackfillWork work = work(first.position())) {
      assertEquals(Step.END, work.step());
    }

    assertEquals(500, first.sent());
    assertEquals(State.STOPPED, first.state());
    assertEquals(models(0, 700), models());
  }

  @Test
  void leavesOutAndCountsWhatBecomesNoLog() throws Exception {
    write(
        String.join(
            "\n",
            line("kept", OLDEST_TAKEN),
            line("old", OLDEST_TAKEN - 1),
            "",
            " \r",
            "{\"model\":\"m\"}",
            "nonsense",
            "{\"started_at\":1}",
            line("x".repeat(LineReader.MAX_LINE_BYTES), NOW),
            line("last", NOW)));

    try (BackfillWork work = work(0)) {
      assertEquals(Step.MORE, work.step());
      assertEquals(Step.END, work.step());

      assertEquals(
          Map.of(
              Skip.TOO_OLD, 1L,
              Skip.NO_TIME, 1L,
              Skip.NOT_JSON, 1L,
              Skip.NO_REQUEST, 1L,
              Skip.TOO_LONG, 1L),
          work.progress().skipped());
      assertEquals(7, work.progress().read());
    }
    assertEquals(List.of("kept", "last"), models());
    assertEquals(1, telemetry.total(SelfMetric.BACKFILL_LINES_REJECTED_TOO_OLD));
    assertEquals(1, telemetry.total(SelfMetric.BACKFILL_LINES_REJECTED_TOO_LONG));
  }

  @Test
  void leavesOutWhatGrewTooOldWhileThereWasNoRoom() throws Exception {
    write(line("old", OLDEST_TAKEN + 10) + "\n" + line("young", NOW));

    try (BackfillWork work = work(0)) {
      room = false;
      work.step();
      clock.seconds += 11;
      room = true;
      assertEquals(Step.END, work.step());

      assertEquals(Map.of(Skip.TOO_OLD, 1L), work.progress().skipped());
    }
    assertEquals(List.of("young"), models());
    assertEquals(NOW, taken.get(0).oldestSeconds());
  }

  @Test
  void refusesToGoOnBehindTheEndOfTheFile() throws Exception {
    write("{}");

    IOException refused = assertThrows(IOException.class, () -> work(3));

    assertEquals("it has 2 bytes, and should go on after 3", refused.getMessage());
  }

  @Test
  void endsAtOnceWhenTheFileIsEmpty() throws Exception {
    write("");

    try (BackfillWork work = work(0)) {
      assertEquals(Step.END, work.step());
      assertEquals(100, work.progress().percent());
    }
  }

  private BackfillWork work(long position) throws IOException {
    LineReader lines = LineReader.open(file, position);
    return new BackfillWork(lines, position, FORM, this::offer, clock, telemetry);
  }

  private boolean offer(Batch batch) {
    if (room) {
      taken.add(batch);
    }
    return room;
  }

  private List<String> models() {
    return taken.stream()
        .flatMap(batch -> batch.logs().stream())
        .map(LogItem::message)
        .map(message -> message.replace("[unknown] ", ""))
        .toList();
  }

  private static List<String> models(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "model-" + i).toList();
  }

  private static String lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> line("model-" + i, NOW - 1 - i % 500) + "\n")
        .collect(Collectors.joining());
  }

  private static String line(String model, long seconds) {
    return "{\"model\":\"%s\",\"started_at\":%d}".formatted(model, seconds);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  /** Stands still until the test moves it. */
  private static final class HandClock extends Clock {
    long seconds = NOW;

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(seconds);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
