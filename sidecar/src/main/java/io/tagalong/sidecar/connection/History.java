package io.tagalong.sidecar.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last {@value #MAX_SYNCS} syncs of a connection.
 *
 * <p>Threads: guarded by its connection.
 */
final class History {
  static final int MAX_SYNCS = 200;

  private final Deque<Sync> newestFirst = new ArrayDeque<>();

  /** A history that goes on from what another process has left, newest first. */
  History(List<Sync> newestFirst) {
    this.newestFirst.addAll(newestFirst);
  }

  void add(Sync sync) {
    newestFirst.addFirst(sync);
    if (newestFirst.size() > MAX_SYNCS) {
      newestFirst.removeLast();
    }
  }

  Optional<Sync> last() {
    return Optional.ofNullable(newestFirst.peekFirst());
  }

  List<Sync> newestFirst() {
    return new ArrayList<>(newestFirst);
  }
}
