package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.encode.Body;

/**
 * A sync under way: what it has sent so far, and what its last attempt failed of.
 *
 * <p>Threads: guarded by its connection.
 */
final class RunningSync {
  private final Trigger trigger;
  private final long startedSeconds;
  private final Gatherer.Span window;
  private long logs;
  private long series;
  private long sketches;
  private long bytes;
  private String failure = "";
  private String rejection = "";

  RunningSync(Trigger trigger, long startedSeconds, Gatherer.Span window) {
    this.trigger = trigger;
    this.startedSeconds = startedSeconds;
    this.window = window;
  }

  void delivered(Body body) {
    switch (body.kind()) {
      case LOGS -> logs += body.items();
      case SERIES -> series += body.items();
      case SKETCHES -> sketches += body.items();
      case EVENTS, CHECKS, CHANGE_EVENTS ->
          throw new IllegalArgumentException("a connection exports no " + body.kind().label());
    }
    bytes += body.bytes().length;
    failure = "";
  }

  /** Notes that an attempt failed that will be repeated. */
  void failed(String reason) {
    failure = reason;
  }

  /** Notes that something was refused for good. */
  void rejected(String what) {
    rejection = what;
  }

  /** What its last attempt failed of, while no other has succeeded; empty for nothing. */
  String failure() {
    return failure;
  }

  /** What the intake refused for good; empty for nothing. */
  String rejection() {
    return rejection;
  }

  /** The sync as it is when it ends. */
  Sync ended(long nowSeconds, String error) {
    return new Sync(
        trigger,
        startedSeconds,
        nowSeconds,
        window.fromSeconds(),
        window.toSeconds(),
        logs,
        series,
        sketches,
        bytes,
        error);
  }
}
