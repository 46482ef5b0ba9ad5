package io.tagalong.intake.ledger;

import java.util.List;
import java.util.TreeMap;

/** How the requests of each route were answered. Not thread-safe; the ledger owns it. */
final class RequestLog {
  private record Outcome(String route, int status) implements Comparable<Outcome> {
    @Override
    public int compareTo(Outcome other) {
      int byRoute = route.compareTo(other.route);
      return byRoute != 0 ? byRoute : Integer.compare(status, other.status);
    }
  }

  private final TreeMap<Outcome, Long> counts = new TreeMap<>();
  private long opened;

  /** Returns the number of the new request, from 1. */
  long open() {
    opened++;
    return opened;
  }

  void answered(String route, int status) {
    counts.merge(new Outcome(route, status), 1L, Long::sum);
  }

  List<RequestCount> counts() {
    return counts.entrySet().stream()
        .map(e -> new RequestCount(e.getKey().route(), e.getKey().status(), e.getValue()))
        .toList();
  }

  void clear() {
    counts.clear();
    opened = 0;
  }
}
