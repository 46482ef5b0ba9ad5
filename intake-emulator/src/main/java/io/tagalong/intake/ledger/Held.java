package io.tagalong.intake.ledger;

import io.tagalong.intake.item.Dashboard;
import io.tagalong.intake.item.Event;
import io.tagalong.intake.item.LogItem;
import io.tagalong.intake.item.ServiceCheck;
import io.tagalong.intake.rule.Violation;
import io.tagalong.intake.store.HeldMetrics;
import java.util.List;

/**
 * An immutable view of everything that was remembered at one moment.
 *
 * @param violations the first 1000
 */
public record Held(
    HeldMetrics metrics,
    List<Event> events,
    List<ServiceCheck> checks,
    List<LogItem> logs,
    List<Dashboard> dashboards,
    List<RequestCount> requests,
    List<Violation> violations) {

  /** How many requests to a route were answered with a status. */
  public long requests(String route, int status) {
    return requests.stream()
        .filter(count -> count.route().equals(route) && count.status() == status)
        .mapToLong(RequestCount::count)
        .sum();
  }
}
