package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.connection.Connection.Surroundings;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The syncs of one connection: the one under way, and the last {@value #MAX_OVER} that are over.
 *
 * <p>Threads: guarded by its connection, but for {@link #isUnderWay}.
 */
final class Syncs {
  static final int MAX_OVER = 200;

  private final Surroundings surroundings;
  private final Deque<Sync> newestFirst;
  private Optional<RunningSync> running = Optional.empty();

  /**
   * Whether one is under way. Written with {@link #running}; read without the connection's monitor
   * by the delivery thread, which asks while it holds the queue's.
   */
  private volatile boolean underWay;

  /**
   * Goes on from what another process has left.
   *
   * @param over newest first
   */
  Syncs(List<Sync> over, Surroundings surroundings) {
    this.newestFirst = new ArrayDeque<>(over);
    this.surroundings = surroundings;
  }

  boolean isUnderWay() {
    return underWay;
  }

  Optional<RunningSync> running() {
    return running;
  }

  /** Begins one; there must be none under way. */
  void begin(Trigger trigger, Gatherer.Span window) {
    run(Optional.of(new RunningSync(trigger, surroundings.clock().seconds(), window)));
  }

  /**
   * Ends the one under way, if there is one, and notes how it went.
   *
   * @param error what went wrong and what happens next; empty when nothing did
   */
  void end(String error) {
    Optional<RunningSync> ended = running;
    run(Optional.empty());
    ended.ifPresent(sync -> note(sync.ended(surroundings.clock().seconds(), error)));
  }

  /** Forgets the one under way. */
  void abandon() {
    run(Optional.empty());
  }

  private void run(Optional<RunningSync> sync) {
    running = sync;
    underWay = sync.isPresent();
  }

  private void note(Sync sync) {
    newestFirst.addFirst(sync);
    if (newestFirst.size() > MAX_OVER) {
      newestFirst.removeLast();
    }
    surroundings
        .telemetry()
        .add(
            sync.succeeded() ? SelfMetric.CONNECTIONS_SYNCS : SelfMetric.CONNECTIONS_SYNCS_FAILED,
            1);
    surroundings.changed().run();
  }

  /** The last that is over. */
  Optional<Sync> last() {
    return Optional.ofNullable(newestFirst.peekFirst());
  }

  /** Those that are over, the newest first. */
  List<Sync> newestFirst() {
    return new ArrayList<>(newestFirst);
  }
}
