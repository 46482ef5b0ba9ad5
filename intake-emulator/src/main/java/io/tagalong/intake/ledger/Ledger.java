package io.tagalong.intake.ledger;

import io.tagalong.intake.check.EventCheck;
import io.tagalong.intake.check.ItemCheck;
import io.tagalong.intake.check.RawDistributionCheck;
import io.tagalong.intake.check.SeriesCheck;
import io.tagalong.intake.check.SketchCheck;
import io.tagalong.intake.item.Dashboard;
import io.tagalong.intake.item.Event;
import io.tagalong.intake.item.LogItem;
import io.tagalong.intake.item.ServiceCheck;
import io.tagalong.intake.metric.Context;
import io.tagalong.intake.metric.Dogsketch;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.metric.Point;
import io.tagalong.intake.metric.RawDistribution;
import io.tagalong.intake.metric.Series;
import io.tagalong.intake.metric.Sketch;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.rule.Violation;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.intake.store.ItemStore;
import io.tagalong.intake.store.MetricStore;
import io.tagalong.intake.store.SeriesHistory;
import io.tagalong.intake.store.Summary;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Everything that the emulator remembers, and the one place where a payload is checked against it.
 *
 * <p>Every method holds this object's monitor: the connection threads write, and they read together
 * with whoever asks (a test, the query API, the table). One lock for all, because a check against
 * what is held and the write after it must not be torn apart: two requests with the same point
 * would each find nothing. Whoever waits for a change waits on the same monitor.
 */
public final class Ledger {
  private final Clock clock;
  private final MetricStore metrics;
  private final ItemStore items;
  private final ItemCheck itemCheck;
  private final ViolationLog violations;
  private final RequestLog requests = new RequestLog();
  private long revision;

  /** Counts every change, those of requests and violations too. */
  private long changes;

  /**
   * @param maxPoints the room for points of metrics, and as much again for other items; see {@link
   *     MetricStore}
   * @param onViolation told of every violation that is kept, by the thread that handles the request
   */
  public Ledger(Clock clock, long maxPoints, Consumer<Violation> onViolation) {
    this.clock = clock;
    this.metrics = new MetricStore(maxPoints);
    this.items = new ItemStore(maxPoints);
    this.itemCheck = new ItemCheck(clock);
    this.violations = new ViolationLog(onViolation);
  }

  /** Begins a request; what its checks find goes into the returned findings. */
  public synchronized Findings open(String route) {
    long number = requests.open();
    return (rule, detail) -> record(new Violation(number, route, rule, detail));
  }

  /**
   * Ends a request.
   *
   * @param status 0 if there was no answer
   */
  public synchronized void answered(String route, int status) {
    requests.answered(route, status);
    changed();
  }

  public synchronized void takeSeries(List<Series> payload, Findings findings) throws Refusal {
    long points = payload.stream().mapToLong(series -> series.points().size()).sum();
    refuseUnless(metrics.hasRoomFor(points), points);
    refuseIfEmpty(payload);
    SeriesCheck check = new SeriesCheck(metrics, clock);
    check.checkPayload(payload, findings);
    for (Series series : payload) {
      List<Point> kept = check.keep(series, findings);
      Optional<MetricKind> kind = series.kind();
      if (kind.isPresent()) {
        Context context = series.contextAs(kind.get());
        kept.forEach(
            point -> metrics.put(context, point.timestampSeconds(), series.amountOf(point)));
      }
    }
    dataChanged();
  }

  public synchronized void takeSketches(List<Sketch> payload, Findings findings) throws Refusal {
    refuseUnless(metrics.hasRoomFor(payload.size()), payload.size());
    refuseIfEmpty(payload);
    SketchCheck check = new SketchCheck(metrics, clock);
    for (Sketch sketch : payload) {
      for (Dogsketch kept : check.keep(sketch, findings)) {
        metrics.merge(
            sketch.context(), new Summary(kept.count(), kept.min(), kept.max(), kept.sum()));
      }
    }
    dataChanged();
  }

  public synchronized void takeDistributions(List<RawDistribution> payload, Findings findings)
      throws Refusal {
    refuseUnless(metrics.hasRoomFor(payload.size()), payload.size());
    refuseIfEmpty(payload);
    RawDistributionCheck check = new RawDistributionCheck(metrics, clock);
    for (RawDistribution distribution : payload) {
      for (RawDistribution.Values kept : check.keep(distribution, findings)) {
        metrics.merge(distribution.context(), Summary.of(kept.values()));
      }
    }
    dataChanged();
  }

  /** Takes the event of either route; the check is the one of that route. */
  public synchronized void takeEvent(Event event, EventCheck check, Findings findings)
      throws Refusal {
    refuseUnless(items.hasRoomFor(1), 1);
    check.check(event, findings);
    items.add(event);
    dataChanged();
  }

  public synchronized void takeChecks(List<ServiceCheck> payload, Findings findings)
      throws Refusal {
    refuseUnless(items.hasRoomFor(payload.size()), payload.size());
    refuseIfEmpty(payload);
    items.addChecks(itemCheck.keptChecks(payload, findings));
    dataChanged();
  }

  public synchronized void takeLogs(List<LogItem> payload, Findings findings) throws Refusal {
    refuseUnless(items.hasRoomFor(payload.size()), payload.size());
    refuseIfEmpty(payload);
    items.addLogs(itemCheck.keptLogs(payload, findings));
    dataChanged();
  }

  public synchronized void takeDashboard(Dashboard dashboard) throws Refusal {
    refuseUnless(items.hasRoomFor(1), 1);
    itemCheck.checkDashboard(dashboard);
    items.add(dashboard);
    dataChanged();
  }

  /** Everything at once. */
  public synchronized Held held() {
    return new Held(
        metrics.metrics(),
        items.events(),
        items.checks(),
        items.logs(),
        items.dashboards(),
        requests.counts(),
        violations.kept());
  }

  /**
   * Waits until what is held meets the condition, which is asked after every change.
   *
   * @return whether it did so in time
   */
  public boolean await(Predicate<Held> condition, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    long seen = -1;
    while (awaitChange(seen, deadline)) {
      Held held;
      synchronized (this) {
        seen = changes;
        held = held();
      }
      if (condition.test(held)) {
        return true;
      }
    }
    return false;
  }

  public synchronized HeldMetrics metrics() {
    return metrics.metrics();
  }

  public synchronized List<SeriesHistory> historiesOf(String metric) {
    return metrics.historiesOf(metric);
  }

  /** The first 1000 violations; {@link #violationCount} has all. */
  public synchronized List<Violation> violations() {
    return violations.kept();
  }

  public synchronized long violationCount() {
    return violations.total();
  }

  public synchronized List<RequestCount> requests() {
    return requests.counts();
  }

  /** Changes whenever the data may have changed. */
  public synchronized long revision() {
    return revision;
  }

  /** Back to the beginning, request numbers included. */
  public synchronized void forget() {
    metrics.clear();
    items.clear();
    violations.clear();
    requests.clear();
    dataChanged();
  }

  private synchronized void record(Violation violation) {
    violations.add(violation);
    changed();
  }

  private void dataChanged() {
    revision++;
    changed();
  }

  private synchronized void changed() {
    changes++;
    notifyAll();
  }

  /** Returns false if the deadline passes before the number of changes is another one. */
  private synchronized boolean awaitChange(long seen, long deadlineNanos)
      throws InterruptedException {
    while (changes == seen) {
      long leftNanos = deadlineNanos - System.nanoTime();
      if (leftNanos <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    }
    return true;
  }

  private static void refuseUnless(boolean fits, long items) throws Refusal {
    if (!fits) {
      throw new Refusal(Rule.STORE_FULL, items + " more do not fit; DELETE /emulator");
    }
  }

  private static void refuseIfEmpty(List<?> payload) throws Refusal {
    if (payload.isEmpty()) {
      throw new Refusal(Rule.PAYLOAD_EMPTY, "no item");
    }
  }
}
