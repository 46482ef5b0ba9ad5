package io.tagalong.intake.ledger;

import io.tagalong.intake.check.SeriesCheck;
import io.tagalong.intake.check.SketchCheck;
import io.tagalong.intake.metric.Context;
import io.tagalong.intake.metric.Dogsketch;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.metric.Point;
import io.tagalong.intake.metric.Series;
import io.tagalong.intake.metric.Sketch;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.rule.Violation;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.intake.store.MetricStore;
import io.tagalong.intake.store.Summary;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Everything that the emulator remembers, and the one place where a payload is checked against it.
 *
 * <p>Every method holds this object's monitor: the intake threads write, and they read together
 * with whoever asks (a test, the query API, the table). One lock for all, because a check against
 * what is held and the write after it must not be torn apart: two requests with the same point
 * would each find nothing.
 */
public final class Ledger {
  private record Outcome(String route, int status) implements Comparable<Outcome> {
    @Override
    public int compareTo(Outcome other) {
      int byRoute = route.compareTo(other.route);
      return byRoute != 0 ? byRoute : Integer.compare(status, other.status);
    }
  }

  private final Clock clock;
  private final MetricStore store;
  private final ViolationLog violations;
  private final TreeMap<Outcome, Long> requests = new TreeMap<>();
  private long openedRequests;
  private long revision;

  /**
   * @param maxPoints see {@link MetricStore}
   * @param onViolation told of every violation that is kept, by the thread that handles the request
   */
  public Ledger(Clock clock, long maxPoints, Consumer<Violation> onViolation) {
    this.clock = clock;
    this.store = new MetricStore(maxPoints);
    this.violations = new ViolationLog(onViolation);
  }

  /** Begins a request; what its checks find goes into the returned findings. */
  public synchronized Findings open(String route) {
    openedRequests++;
    long number = openedRequests;
    return (rule, detail) -> record(new Violation(number, route, rule, detail));
  }

  /** Ends a request. */
  public synchronized void answered(String route, int status) {
    requests.merge(new Outcome(route, status), 1L, Long::sum);
  }

  public synchronized void takeSeries(List<Series> payload, Findings findings) throws Refusal {
    refuseUnlessItFits(payload.stream().mapToLong(series -> series.points().size()).sum());
    refuseIfEmpty(payload);
    SeriesCheck check = new SeriesCheck(store, clock);
    check.checkPayload(payload, findings);
    for (Series series : payload) {
      List<Point> kept = check.keep(series, findings);
      Optional<MetricKind> kind = series.kind();
      if (kind.isPresent()) {
        Context context = series.contextAs(kind.get());
        kept.forEach(point -> store.put(context, point.timestampSeconds(), series.amountOf(point)));
      }
    }
    revision++;
  }

  public synchronized void takeSketches(List<Sketch> payload, Findings findings) throws Refusal {
    refuseUnlessItFits(payload.size());
    refuseIfEmpty(payload);
    SketchCheck check = new SketchCheck(store, clock);
    for (Sketch sketch : payload) {
      for (Dogsketch kept : check.keep(sketch, findings)) {
        store.merge(
            sketch.context(), new Summary(kept.count(), kept.min(), kept.max(), kept.sum()));
      }
    }
    revision++;
  }

  public synchronized HeldMetrics metrics() {
    return store.metrics();
  }

  /** The first 1000 violations; {@link #violationCount} has all. */
  public synchronized List<Violation> violations() {
    return violations.kept();
  }

  public synchronized long violationCount() {
    return violations.total();
  }

  public synchronized List<RequestCount> requests() {
    return requests.entrySet().stream()
        .map(e -> new RequestCount(e.getKey().route(), e.getKey().status(), e.getValue()))
        .toList();
  }

  /** Changes whenever the metrics may have changed. */
  public synchronized long revision() {
    return revision;
  }

  /** Back to the beginning, request numbers included. */
  public synchronized void forget() {
    store.clear();
    violations.clear();
    requests.clear();
    openedRequests = 0;
    revision++;
  }

  private synchronized void record(Violation violation) {
    violations.add(violation);
  }

  private void refuseUnlessItFits(long points) throws Refusal {
    if (!store.hasRoomFor(points)) {
      throw new Refusal(Rule.STORE_FULL, points + " more points do not fit; DELETE /emulator");
    }
  }

  private static void refuseIfEmpty(List<?> payload) throws Refusal {
    if (payload.isEmpty()) {
      throw new Refusal(Rule.PAYLOAD_EMPTY, "no item");
    }
  }
}
