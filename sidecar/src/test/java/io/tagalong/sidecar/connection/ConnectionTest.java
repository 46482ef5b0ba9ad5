package io.tagalong.sidecar.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.connection.Profile.HistoricalData;
import io.tagalong.sidecar.deliver.Site;
import io.tagalong.sidecar.deliver.Supervisor;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Syncs, statuses and history, on a clock and a delivery that are turned by hand. */
final class ConnectionTest {
  private static final String KEY = "0f".repeat(16);

  private final HandClock clock = new HandClock();
  private final Telemetry telemetry = new Telemetry();
  private final List<HandDelivery> deliveries = new ArrayList<>();
  private final Connection connection = connection(Kept.fresh(profile(5)));
  private final HandDelivery delivery = deliveries.get(0);

  @Test
  void isActiveBeforeItsFirstSyncAndSendsNothing() {
    connection.take(Samples.bucket(3, 100));
    connection.take(Samples.logs(501));
    delivery.work();

    assertEquals(Status.ACTIVE, connection.view().status());
    assertEquals(List.of(), delivery.delivered);
    assertEquals(Optional.of(HandClock.START_SECONDS + 300), connection.view().nextSyncSeconds());
  }

  @Test
  void syncsWhenItsIntervalIsOver() {
    connection.take(Samples.bucket(3, 100));
    connection.take(Samples.logs(501));
    clock.move(Duration.ofMinutes(4));
    connection.syncWhenDue();
    assertFalse(delivery.maySend());

    clock.move(Duration.ofMinutes(1));
    connection.syncWhenDue();
    assertEquals(Status.SYNCING, connection.view().status());
    clock.move(Duration.ofSeconds(2));
    delivery.work();

    View view = connection.view();
    assertEquals(Status.ACTIVE, view.status());
    Sync sync = view.lastSync().orElseThrow();
    assertEquals(Trigger.SCHEDULE, sync.trigger());
    assertEquals(501, sync.logs());
    assertEquals(2, sync.series());
    assertEquals(HandClock.START_SECONDS, sync.fromSeconds());
    assertEquals(HandClock.START_SECONDS + 300, sync.toSeconds());
    assertEquals(HandClock.START_SECONDS + 302, sync.endedSeconds());
    assertEquals(
        delivery.delivered.stream().mapToLong(body -> body.bytes().length).sum(), sync.bytes());
    assertEquals(
        List.of(500, 1),
        delivery.delivered.stream()
            .filter(body -> body.kind() == BodyKind.LOGS)
            .map(Body::items)
            .toList());
    assertEquals(1, telemetry.total(SelfMetric.CONNECTIONS_SYNCS));
    assertFalse(delivery.maySend());
  }

  @Test
  void isInErrorWhileTheKeyIsRefusedAndSyncsByItselfAfterwards() {
    connection.take(Samples.logs(2));
    connection.syncOnRequest();
    delivery.refuseKey(true);

    View refused = connection.view();
    assertEquals(Status.ERROR, refused.status());
    assertTrue(refused.error().contains("refuses the API key"), refused.error());
    assertTrue(refused.error().contains("PATCH"), refused.error());
    assertFalse(connection.history().get(0).succeeded());
    assertEquals(2, delivery.waiting(BodyKind.LOGS));

    delivery.refuseKey(false);
    assertEquals(Status.SYNCING, connection.view().status());
    delivery.work();

    assertEquals(Status.ACTIVE, connection.view().status());
    assertEquals(Trigger.RECOVERY, connection.history().get(0).trigger());
    assertEquals(2, connection.history().get(0).logs());
  }

  @Test
  void keepsEverythingWhileItIsPausedAndSendsItWhenResumed() {
    connection.pause();
    for (int minute = 0; minute < 10; minute++) {
      connection.take(Samples.bucket(1, 10));
      connection.take(Samples.logs(1));
      clock.move(Duration.ofMinutes(1));
      connection.syncWhenDue();
      delivery.work();
    }
    assertEquals(Status.PAUSED, connection.view().status());
    assertEquals(Optional.empty(), connection.view().nextSyncSeconds());
    assertEquals(List.of(), delivery.delivered);
    assertEquals(List.of(), connection.history());
    assertEquals(10, delivery.waiting(BodyKind.LOGS));
    assertEquals(4, delivery.waiting(BodyKind.SERIES), "two windows");

    connection.resume();
    delivery.work();

    assertEquals(Status.ACTIVE, connection.view().status());
    assertEquals(10, connection.history().get(0).logs());
    assertEquals(4, connection.history().get(0).series());
    assertEquals(Trigger.RESUME, connection.history().get(0).trigger());
  }

  @Test
  void letsASyncEndThatIsUnderWayWhenItIsPaused() {
    connection.take(Samples.logs(1));
    connection.syncOnRequest();
    connection.pause();
    assertTrue(delivery.maySend());

    delivery.work();

    assertEquals(1, connection.history().get(0).logs());
    assertFalse(delivery.maySend());
  }

  @Test
  void stopsTryingWhenItIsPausedAndTheIntakeIsDown() {
    connection.take(Samples.logs(1));
    connection.syncOnRequest();
    connection.pause();

    delivery.fail("status 503");

    assertFalse(delivery.maySend());
    assertEquals(1, delivery.waiting(BodyKind.LOGS));
  }

  @Test
  void isInErrorWhileTheIntakeIsDownAndActiveWhenItTookTheRest() {
    connection.take(Samples.logs(1));
    connection.syncOnRequest();
    delivery.fail("status 503");

    assertEquals(Status.ERROR, connection.view().status());
    assertTrue(connection.view().error().contains("status 503"), connection.view().error());
    assertTrue(delivery.maySend(), "it goes on trying");

    delivery.work();

    assertEquals(Status.ACTIVE, connection.view().status());
    assertTrue(connection.history().get(0).succeeded());
  }

  @Test
  void writesARowForEachIntervalThatAnOutageLasts() {
    connection.take(Samples.logs(1));
    connection.syncOnRequest();
    delivery.fail("status 503");
    clock.move(Duration.ofMinutes(5));
    connection.take(Samples.logs(2));
    connection.syncWhenDue();
    delivery.work();

    List<Sync> history = connection.history();
    assertEquals(2, history.size());
    assertEquals(3, history.get(0).logs());
    assertTrue(history.get(0).succeeded());
    assertEquals(0, history.get(1).logs());
    assertFalse(history.get(1).succeeded());
    assertEquals(1, telemetry.total(SelfMetric.CONNECTIONS_SYNCS_FAILED));
  }

  @Test
  void tellsWhatTheIntakeRejectedUntilASyncSucceeds() {
    connection.take(Samples.logs(1));
    connection.syncOnRequest();
    delivery.reject(400);

    assertEquals(Status.ERROR, connection.view().status());
    assertTrue(connection.view().error().contains("status 400"), connection.view().error());

    connection.syncOnRequest();
    delivery.work();

    assertEquals(Status.ACTIVE, connection.view().status());
    assertEquals("", connection.view().error());
  }

  @Test
  void givesEachWindowAnEndOfItsOwnWhenTwoSyncsBeginInOneSecond() {
    connection.syncOnRequest();
    delivery.work();
    connection.syncOnRequest();
    delivery.work();

    List<Sync> history = connection.history();
    assertEquals(history.get(1).toSeconds() + 1, history.get(0).toSeconds());
    assertEquals(history.get(1).toSeconds(), history.get(0).fromSeconds());
  }

  /** The delivery thread asks under its queue's lock, which others want who hold the monitor. */
  @Test
  void saysWhetherItMaySendWhileItsMonitorIsTaken() throws Exception {
    Thread asking = new Thread(delivery::maySend);

    synchronized (connection) {
      asking.start();
      asking.join(Duration.ofSeconds(20).toMillis());
      assertFalse(asking.isAlive());
    }
  }

  @Test
  void takesAnotherIntervalAndSiteOver() {
    Profile before = connection.profile();
    Profile edited =
        new Profile(
            before.id(),
            "renamed",
            Site.EU1,
            Optional.empty(),
            before.apiKey(),
            before.applicationKey(),
            1,
            before.historicalData(),
            before.createdSeconds());

    connection.edit(edited, before.apiKey().source(Map.of()));

    assertEquals(List.of(Site.EU1.hosts()), delivery.redirections);
    assertEquals(Duration.ofMinutes(1).toNanos(), connection.nanosUntilSync());
  }

  @Test
  void syncsALastTimeWhenItStops() {
    connection.take(Samples.bucket(1, 10));
    connection.take(Samples.logs(1));

    connection.beginStop();
    delivery.stop(clock.nanos());
    connection.endStop();

    assertEquals(1, connection.history().get(0).logs());
    assertEquals(2, connection.history().get(0).series());
    assertEquals(Trigger.SHUTDOWN, connection.history().get(0).trigger());
    assertTrue(connection.history().get(0).succeeded());
  }

  @Test
  void sendsNothingWhenItStopsPaused() {
    connection.take(Samples.logs(1));
    connection.pause();

    connection.beginStop();
    delivery.stop(clock.nanos());
    connection.endStop();

    assertEquals(List.of(), delivery.delivered);
    assertEquals(1, delivery.waiting(BodyKind.LOGS));
  }

  @Test
  void goesOnFromWhatWasKept() {
    connection.syncOnRequest();
    delivery.work();
    connection.pause();

    Connection restarted = connection(connection.kept());

    assertEquals(connection.history(), restarted.history());
    assertEquals(Status.PAUSED, restarted.view().status());
    assertEquals(connection.profile(), restarted.profile());
  }

  private Connection connection(Kept kept) {
    PlacedKey key = new PlacedKey(kept.profile().apiKey().source(Map.of()));
    return new Connection(
        kept,
        key,
        this::open,
        new Connection.Surroundings(clock, EncodeOptions.DEFAULT, telemetry, () -> {}));
  }

  private HandDelivery open(Supervisor supervisor) {
    HandDelivery opened = new HandDelivery(supervisor);
    deliveries.add(opened);
    return opened;
  }

  private static Profile profile(int intervalMinutes) {
    return new Profile(
        "c0ffee00",
        "Prism",
        Site.US1,
        Optional.empty(),
        new KeyPlace.Stored(KEY),
        Optional.empty(),
        intervalMinutes,
        HistoricalData.START_FRESH,
        HandClock.START_SECONDS);
  }
}
