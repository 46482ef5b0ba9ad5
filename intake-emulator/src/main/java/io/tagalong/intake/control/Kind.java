package io.tagalong.intake.control;

import io.tagalong.intake.ledger.Held;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What can be asked for below /emulator, and by which of its fields it can be filtered. */
@SuppressWarnings(
    "ImmutableEnumChecker") // the sets are those of Set.of, the functions have no state
enum Kind {
  METRICS(
      Set.of("metric", "type", "host", "tag"),
      held -> held.metrics().all().stream().map(QueryJson::of).toList()),
  EVENTS(
      Set.of("title", "host", "tag"), held -> held.events().stream().map(QueryJson::of).toList()),
  CHECKS(
      Set.of("check", "host", "status", "tag"),
      held -> held.checks().stream().map(QueryJson::of).toList()),
  LOGS(
      Set.of("message", "source", "service", "host", "status", "tag"),
      held -> held.logs().stream().map(QueryJson::of).toList()),
  DASHBOARDS(Set.of("title"), held -> held.dashboards().stream().map(QueryJson::of).toList()),
  REQUESTS(Set.of("route", "status"), held -> held.requests().stream().map(QueryJson::of).toList()),
  VIOLATIONS(
      Set.of("rule", "route"), held -> held.violations().stream().map(QueryJson::of).toList());

  private final Set<String> filters;
  private final Function<Held, List<Map<String, Object>>> items;

  Kind(Set<String> filters, Function<Held, List<Map<String, Object>>> items) {
    this.filters = filters;
    this.items = items;
  }

  static Optional<Kind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(name)).findFirst();
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(Kind::id).toList();
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The parameters that a query may have; {@code tag} asks for an element of the tags. */
  Set<String> filters() {
    return filters;
  }

  List<Map<String, Object>> items(Held held) {
    return items.apply(held);
  }

  /**
   * How much a list of items is: of metrics the sum of their values, and of the counts of
   * distributions; of requests their number; of the others the length of the list.
   */
  double amount(List<Map<String, Object>> selected) {
    return selected.stream().mapToDouble(this::amount).sum();
  }

  private double amount(Map<String, Object> item) {
    return switch (this) {
      case METRICS ->
          ((Number) item.getOrDefault("value", item.getOrDefault("count", 0))).doubleValue();
      case REQUESTS -> ((Number) item.getOrDefault("count", 0)).doubleValue();
      case EVENTS, CHECKS, LOGS, DASHBOARDS, VIOLATIONS -> 1;
    };
  }
}
