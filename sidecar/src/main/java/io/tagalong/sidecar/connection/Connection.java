package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.backfill.Batch;
import io.tagalong.sidecar.deliver.DeliveryClock;
import io.tagalong.sidecar.deliver.DeliveryFigures;
import io.tagalong.sidecar.deliver.EndpointState;
import io.tagalong.sidecar.deliver.SupervisedDelivery;
import io.tagalong.sidecar.deliver.Supervisor;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.key.KeySource;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.List;
import java.util.Optional;

/**
 * One connection at work: gathers the gateway's metrics in a window and its logs in batches, and
 * once an interval closes the window and lets its delivery send until nothing waits. That is a
 * sync.
 *
 * <p>A sync whose attempts fail goes on trying, with the delivery's growing waits, until the next
 * one takes its place; nothing is given up but by the delivery's own bounds. A refused key ends it
 * at once, as the delivery asks about the key every minute anyhow; when the key is good again, the
 * next sync begins by itself. While the connection is paused windows are closed all the same, so
 * that what is kept keeps its time, and wait with the logs in the delivery's queue and spool.
 *
 * <p>Threads: the flush thread brings data, a thread of its own the syncs, those of requests the
 * user's wishes, the delivery thread the outcomes; all under this object's monitor, which is taken
 * before those of the delivery and never the other way round.
 */
final class Connection {
  /** What all connections share. */
  record Surroundings(
      DeliveryClock clock, EncodeOptions encoding, Telemetry telemetry, Runnable changed) {}

  /** Prepares the delivery of a connection. */
  interface Opening {
    SupervisedDelivery open(Supervisor supervisor);
  }

  private final SupervisedDelivery delivery;
  private final Gatherer gatherer;
  private final PlacedKey key;
  private final Timetable timetable;
  private final PastRequests past = new PastRequests(this::offer);
  private final Syncs syncs;
  private Profile profile;
  private boolean paused;
  private boolean keyRefused;

  Connection(Kept kept, PlacedKey key, Opening opening, Surroundings surroundings) {
    this.profile = kept.profile();
    this.paused = kept.paused();
    this.syncs = new Syncs(kept.history(), surroundings);
    this.key = key;
    DeliveryClock clock = surroundings.clock();
    this.timetable = new Timetable(clock, profile.intervalMinutes());
    this.delivery = opening.open(new Outcomes());
    this.gatherer =
        new Gatherer(
            delivery, Math.max(kept.exportedUntilSeconds(), clock.seconds()), surroundings);
  }

  void start() {
    delivery.start();
  }

  /** Takes what the sidecar has gathered for the gateway. */
  synchronized void take(Snapshot bucket) {
    gatherer.take(bucket);
  }

  /** Takes logs; they keep their times. */
  synchronized void take(List<LogItem> more) {
    gatherer.take(more);
  }

  private synchronized boolean offer(Batch batch) {
    return !paused && gatherer.offer(batch);
  }

  /** How long until {@link #syncWhenDue} does something. */
  synchronized long nanosUntilSync() {
    return timetable.nanosUntilNext();
  }

  synchronized void syncWhenDue() {
    if (timetable.nanosUntilNext() <= 0) {
      timetable.restart(profile.intervalMinutes());
      sync(Trigger.SCHEDULE);
    }
  }

  /** Syncs now, unless a sync is under way. */
  synchronized void syncOnRequest() {
    if (!syncs.isUnderWay()) {
      sync(Trigger.MANUAL);
    }
  }

  /** Closes the window, and sends all that waits unless the connection is paused. */
  private void sync(Trigger trigger) {
    Gatherer.Span span = gatherer.handOver();
    if (paused) {
      return;
    }
    endUnfinished();
    syncs.begin(trigger, span);
    delivery.wake();
  }

  private void endUnfinished() {
    syncs.running().ifPresent(sync -> syncs.end(Trouble.unfinished(profile, sync)));
  }

  /** Sends nothing from now on; a sync under way comes to its end. */
  synchronized void pause() {
    paused = true;
  }

  /** Sends again, beginning with what was kept. */
  synchronized void resume() {
    if (paused) {
      paused = false;
      if (!syncs.isUnderWay()) {
        sync(Trigger.RESUME);
      }
    }
  }

  synchronized boolean isPaused() {
    return paused;
  }

  /** Takes another profile over; the key is used as soon as the delivery thread has read it. */
  synchronized void edit(Profile edited, KeySource newKey) {
    Profile before = profile;
    profile = edited;
    if (!before.hosts().equals(edited.hosts())) {
      delivery.redirect(edited.hosts());
    }
    // Also when it is the same key: other hosts may take it, and so it is tried at once.
    key.exchange(newKey);
    if (before.intervalMinutes() != edited.intervalMinutes()) {
      timetable.restart(edited.intervalMinutes());
    }
    delivery.wake();
  }

  /** Begins a last sync, unless it is paused, for the delivery to end with. */
  void beginStop() {
    past.stop();
    synchronized (this) {
      sync(Trigger.SHUTDOWN);
    }
  }

  /** Notes how the last sync went, once the delivery has ended. */
  synchronized void endStop() {
    if (isEmpty()) {
      syncs.end("");
    } else {
      endUnfinished();
    }
  }

  /** Ends, and gives up everything that was not sent. */
  void discard() {
    past.stop();
    synchronized (this) {
      gatherer.end();
      syncs.abandon();
    }
    delivery.discard(); // waits for the delivery thread, which may wait for the monitor
  }

  synchronized Profile profile() {
    return profile;
  }

  /** What has to outlive a restart. */
  synchronized Kept kept() {
    return new Kept(profile, paused, gatherer.exportedUntilSeconds(), syncs.newestFirst());
  }

  /** How it does, all of one moment. */
  View view() {
    Optional<PastRequests.Report> backfill = past.report(); // its thread may want the monitor
    synchronized (this) {
      return view(backfill);
    }
  }

  private View view(Optional<PastRequests.Report> backfill) {
    Condition condition = Condition.of(profile, syncs, paused, keyRefused);
    return new View(
        profile,
        condition.status(),
        condition.error(),
        paused ? Optional.empty() : Optional.of(timetable.nextSeconds()),
        syncs.last(),
        gatherer.logs(),
        delivery.figures(),
        backfill);
  }

  PastRequests past() {
    return past;
  }

  synchronized List<Sync> history() {
    return syncs.newestFirst();
  }

  List<DeliveryFigures> figures() {
    return delivery.figures();
  }

  SupervisedDelivery delivery() {
    return delivery;
  }

  EndpointState state() {
    return delivery.state();
  }

  private boolean isEmpty() {
    return delivery.figures().stream()
        .allMatch(figures -> figures.queued() == 0 && figures.spooled() == 0);
  }

  /** What the delivery thread asks and tells. */
  private final class Outcomes implements Supervisor {
    @Override
    public boolean maySend() {
      return syncs.isUnderWay();
    }

    @Override
    public void delivered(Body body) {
      synchronized (Connection.this) {
        syncs.running().ifPresent(sync -> sync.delivered(body));
      }
    }

    @Override
    public void failed(String reason) {
      synchronized (Connection.this) {
        syncs.running().ifPresent(sync -> sync.failed(reason));
        if (paused) {
          endUnfinished();
        }
      }
    }

    @Override
    public void rejected(Body body, int status) {
      synchronized (Connection.this) {
        String what = Trouble.rejected(profile, body, status);
        syncs.running().ifPresent(sync -> sync.rejected(what));
      }
    }

    @Override
    public void turned(boolean isKeyRefused) {
      synchronized (Connection.this) {
        boolean recovered = keyRefused && !isKeyRefused;
        keyRefused = isKeyRefused;
        if (isKeyRefused) {
          syncs.end(Trouble.refusedKey(profile));
        } else if (syncs.isUnderWay() && isEmpty()) {
          syncs.running().ifPresent(sync -> syncs.end(sync.rejection()));
        } else if (recovered && !paused) {
          sync(Trigger.RECOVERY);
        }
      }
    }
  }
}
