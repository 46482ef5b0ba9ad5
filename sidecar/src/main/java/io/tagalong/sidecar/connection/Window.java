package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.aggregate.TimedSeries;
import io.tagalong.sidecar.sketch.Sketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of one sync interval: many buckets as if they were one. Counts are summed, gauges are
 * averaged, distributions are merged. A window in which nothing was counted has nothing: the zeros
 * of idle counters, which a bucket has, are no requests.
 *
 * <p>The gateway's gauge is its average latency, of so many requests in each bucket. So a bucket's
 * value weighs as much as its count of requests with the same tags.
 *
 * <p>Threads: guarded by its connection.
 */
final class Window {
  /** As many as a bucket has of one metric, and a few megabytes. */
  static final int MAX_CONTEXTS = 10_000;

  private static final String REQUESTS = ".requests";

  private final Map<Context, Double> counts = new LinkedHashMap<>();
  private final Map<Context, Mean> gauges = new LinkedHashMap<>();
  private final Map<Context, Sketch> sketches = new LinkedHashMap<>();
  private final List<TimedSeries> timed = new ArrayList<>();

  private record Context(String name, List<String> tags, String host) {
    static Context of(Series series) {
      return new Context(series.name(), series.tags(), series.host());
    }
  }

  private static final class Mean {
    private double sum;
    private double weight;

    void add(double value, double itsWeight) {
      sum += value * itsWeight;
      weight += itsWeight;
    }

    double value() {
      return sum / weight;
    }
  }

  /** Adds a bucket. Returns how many of its items found no room. */
  int add(Snapshot bucket) {
    Map<Context, Double> requests = requests(bucket);
    int dropped = 0;
    for (Series series : bucket.series()) {
      dropped += add(series, bucket.intervalSeconds(), requests) ? 0 : 1;
    }
    for (SketchSeries distribution : bucket.sketches()) {
      dropped += add(distribution) ? 0 : 1;
    }
    int room = Math.max(0, Math.min(bucket.timed().size(), MAX_CONTEXTS - contexts()));
    timed.addAll(bucket.timed().subList(0, room));
    return dropped + bucket.timed().size() - room;
  }

  /**
   * Everything, as one bucket whose timestamp is the window's end: at its start the points of an
   * hour would be too old on arrival. The window is empty afterwards.
   */
  Snapshot take(long fromSeconds, long toSeconds) {
    List<Series> series = new ArrayList<>();
    counts.forEach(
        (context, sum) -> {
          if (sum != 0) {
            series.add(context(context, Series.Kind.COUNT, sum));
          }
        });
    gauges.forEach(
        (context, mean) -> series.add(context(context, Series.Kind.GAUGE, mean.value())));
    List<SketchSeries> distributions = new ArrayList<>();
    sketches.forEach(
        (context, sketch) ->
            distributions.add(new SketchSeries(context.name, context.tags, context.host, sketch)));
    Snapshot whole =
        new Snapshot(toSeconds, (int) (toSeconds - fromSeconds), series, timed, distributions);
    counts.clear();
    gauges.clear();
    sketches.clear();
    timed.clear();
    return whole;
  }

  private boolean add(Series series, int intervalSeconds, Map<Context, Double> requests) {
    Context context = Context.of(series);
    return switch (series.kind()) {
      case COUNT -> count(context, series.value());
      case RATE -> count(context, series.value() * intervalSeconds);
      case GAUGE -> average(context, series.value(), weight(context, requests));
    };
  }

  private boolean count(Context context, double value) {
    if (!counts.containsKey(context) && isFull()) {
      return false;
    }
    counts.merge(context, value, Double::sum);
    return true;
  }

  private boolean average(Context context, double value, double weight) {
    if (!gauges.containsKey(context) && isFull()) {
      return false;
    }
    gauges.computeIfAbsent(context, absent -> new Mean()).add(value, weight);
    return true;
  }

  private boolean add(SketchSeries distribution) {
    Context context = new Context(distribution.name(), distribution.tags(), distribution.host());
    if (!sketches.containsKey(context) && isFull()) {
      return false;
    }
    // A sketch of our own: the bucket's may be another connection's, too.
    sketches.computeIfAbsent(context, absent -> new Sketch()).merge(distribution.sketch());
    return true;
  }

  private boolean isFull() {
    return contexts() >= MAX_CONTEXTS;
  }

  private int contexts() {
    return counts.size() + gauges.size() + sketches.size() + timed.size();
  }

  /** The requests of a bucket, by the tags that its gauges share with them. */
  private static Map<Context, Double> requests(Snapshot bucket) {
    Map<Context, Double> requests = new HashMap<>();
    for (Series series : bucket.series()) {
      if (series.name().endsWith(REQUESTS) && series.kind() != Series.Kind.GAUGE) {
        String namespace = series.name().substring(0, series.name().length() - REQUESTS.length());
        requests.merge(
            new Context(namespace, series.tags(), series.host()), series.value(), Double::sum);
      }
    }
    return requests;
  }

  private static double weight(Context gauge, Map<Context, Double> requests) {
    String namespace = gauge.name.substring(0, Math.max(0, gauge.name.lastIndexOf('.')));
    double weight = requests.getOrDefault(new Context(namespace, gauge.tags, gauge.host), 1.0);
    return weight > 0 ? weight : 1;
  }

  private static Series context(Context context, Series.Kind kind, double value) {
    return new Series(context.name, context.tags, context.host, kind, value);
  }
}
