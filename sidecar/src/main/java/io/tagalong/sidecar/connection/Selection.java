package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.aggregate.TimedSeries;
import io.tagalong.sidecar.encode.LogItem;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which data is the gateway's: metrics by their names, logs by their source. Both have an older and
 * a newer spelling, because the gateway was renamed.
 *
 * @param <T> what was parted: a snapshot, or a list of logs
 * @param exported what is the gateway's
 * @param rest what is not
 */
record Selection<T>(T exported, T rest) {
  private static final List<String> PREFIXES = List.of("prism.gateway.", "agentcc.gateway.");
  private static final Set<String> SOURCES = Set.of("futureagi", "agentcc");

  static Selection<Snapshot> of(Snapshot bucket) {
    var series = part(bucket.series(), point -> isExported(point.name()));
    var timed = part(bucket.timed(), point -> isExported(point.series().name()));
    var sketches = part(bucket.sketches(), distribution -> isExported(distribution.name()));
    return new Selection<>(
        with(bucket, series.exported, timed.exported, sketches.exported),
        with(bucket, series.rest, timed.rest, sketches.rest));
  }

  static Selection<List<LogItem>> of(List<LogItem> logs) {
    return part(logs, log -> log.source() != null && SOURCES.contains(log.source()));
  }

  private static boolean isExported(String metric) {
    return PREFIXES.stream().anyMatch(metric::startsWith);
  }

  /** Nearly always nothing is the gateway's, and the list stays as it is. */
  private static <I> Selection<List<I>> part(List<I> items, Predicate<I> isExported) {
    List<I> exported = items.stream().filter(isExported).toList();
    return exported.isEmpty()
        ? new Selection<>(exported, items)
        : new Selection<>(exported, items.stream().filter(isExported.negate()).toList());
  }

  private static Snapshot with(
      Snapshot snapshot,
      List<Series> series,
      List<TimedSeries> timed,
      List<SketchSeries> sketches) {
    return new Snapshot(
        snapshot.startSeconds(), snapshot.intervalSeconds(), series, timed, sketches);
  }
}
