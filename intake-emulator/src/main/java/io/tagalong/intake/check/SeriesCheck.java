package io.tagalong.intake.check;

import io.tagalong.intake.metric.Context;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.metric.Point;
import io.tagalong.intake.metric.Resource;
import io.tagalong.intake.metric.Series;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.store.MetricStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Checks the series of one payload, one after the other, against the rules and against what the
 * store holds already.
 *
 * <p>Datadog keeps one value per context and timestamp, and the last write wins. A retry repeats a
 * point with the same value and does no harm; any other repetition loses data without an error
 * anywhere. Hence two rules: inside one payload no point may be repeated at all (there is no retry
 * inside a payload), and across payloads none may change its value.
 *
 * <p>Made for one payload and used by the thread that holds the ledger's lock.
 */
public final class SeriesCheck {
  /** The Agent's own limit for a payload (serializer_max_series_points_per_payload). */
  private static final int MAX_POINTS = 10_000;

  private record Instant(Context context, long timestampSeconds) {}

  private final MetricStore store;
  private final LabelCheck labels;
  private final SubmissionWindow window;
  private final Set<Instant> seen = new HashSet<>();

  public SeriesCheck(MetricStore store, Clock clock) {
    this.store = store;
    this.labels = new LabelCheck(store);
    this.window = new SubmissionWindow(clock);
  }

  public void checkPayload(List<Series> payload, Findings findings) {
    int points = payload.stream().mapToInt(series -> series.points().size()).sum();
    if (points > MAX_POINTS) {
      findings.add(Rule.SERIES_TOO_MANY_POINTS, points + " points");
    }
  }

  /** Reports the faults of a series and returns the points of it that Datadog would keep. */
  public List<Point> keep(Series series, Findings findings) {
    String metric = series.metric();
    boolean nameAdmitted = labels.admitsName(metric, findings);
    labels.checkTags(metric, series.tags(), findings);
    checkHost(series, findings);
    if (series.points().isEmpty()) {
      findings.add(Rule.POINTS_MISSING, metric + " has no point");
    }
    Optional<MetricKind> kind = series.kind();
    if (kind.isEmpty()) {
      findings.add(Rule.SERIES_TYPE_UNKNOWN, metric + " has type " + series.typeNumber());
      return List.of();
    }
    if (!nameAdmitted) {
      return List.of();
    }
    labels.checkKind(metric, kind.get(), findings);
    checkInterval(series, kind.get(), findings);
    Context context = series.contextAs(kind.get());
    List<Point> kept = new ArrayList<>();
    for (Point point : series.points()) {
      if (admits(metric, point, findings)) {
        checkUnwritten(context, series, point, findings);
        kept.add(point);
      }
    }
    return kept;
  }

  private static void checkHost(Series series, Findings findings) {
    long hosts = series.resources().stream().filter(Resource::isHost).count();
    if (hosts != 1) {
      findings.add(
          Rule.SERIES_HOST_MISSING, "%s has %d host resources".formatted(series.metric(), hosts));
    }
  }

  private static void checkInterval(Series series, MetricKind kind, Findings findings) {
    long least = kind == MetricKind.GAUGE ? 0 : 1;
    if (series.intervalSeconds() < least) {
      findings.add(
          Rule.SERIES_INTERVAL_INVALID,
          "%s is a %s with interval %d".formatted(series.metric(), kind, series.intervalSeconds()));
    }
  }

  private boolean admits(String metric, Point point, Findings findings) {
    if (!Double.isFinite(point.value())) {
      findings.add(Rule.SERIES_VALUE_NOT_FINITE, metric + " has " + point.value());
      return false;
    }
    return window.admits(metric, point.timestampSeconds(), findings);
  }

  private void checkUnwritten(Context context, Series series, Point point, Findings findings) {
    long timestampSeconds = point.timestampSeconds();
    if (!seen.add(new Instant(context, timestampSeconds))) {
      findings.add(
          Rule.SERIES_POINT_REPEATED,
          "%s %s at %d".formatted(context.metric(), context.tags(), timestampSeconds));
      return;
    }
    OptionalDouble earlier = store.amountAt(context, timestampSeconds);
    double amount = series.amountOf(point);
    if (earlier.isPresent() && earlier.getAsDouble() != amount) {
      findings.add(
          Rule.SERIES_POINT_OVERWRITTEN,
          "%s %s at %d was %s and is now %s"
              .formatted(
                  context.metric(),
                  context.tags(),
                  timestampSeconds,
                  earlier.getAsDouble(),
                  amount));
    }
  }
}
