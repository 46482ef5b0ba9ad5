package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.encode.LogItem;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Data as the gateway has it. */
final class Samples {
  static final List<String> TAGS = List.of("model:gpt-4o", "provider:openai");

  private Samples() {}

  /** A bucket with so many requests and their average latency. */
  static Snapshot bucket(double requests, double latency) {
    return bucket(
        series("prism.gateway.requests", Series.Kind.COUNT, requests),
        series("prism.gateway.latency_ms", Series.Kind.GAUGE, latency));
  }

  static Snapshot bucket(Series... series) {
    return new Snapshot(HandClock.START_SECONDS, 10, List.of(series), List.of(), List.of());
  }

  static Series series(String name, Series.Kind kind, double value) {
    return new Series(name, TAGS, "web-1", kind, value);
  }

  static List<LogItem> logs(int count) {
    return IntStream.range(0, count).mapToObj(i -> log("futureagi")).toList();
  }

  static LogItem log(String source) {
    return new LogItem(
        "[openai] gpt-4o status=200",
        source,
        "model:gpt-4o",
        "web-1",
        "prism-gateway",
        "info",
        OptionalLong.of(HandClock.START_SECONDS * 1000),
        Map.of());
  }
}
