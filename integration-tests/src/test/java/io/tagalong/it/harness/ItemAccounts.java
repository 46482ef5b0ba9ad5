package io.tagalong.it.harness;

import io.tagalong.intake.metric.Context;
import io.tagalong.intake.store.HeldMetric;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.intake.store.HeldSeries;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sidecar says became of its items, by endpoint and kind, as it has arrived at an intake.
 */
final class ItemAccounts {
  private static final Pattern OUTCOME =
      Pattern.compile("tagalong\\.sidecar\\.items\\.(accepted|delivered|dropped|queued|spooled)");

  /** By host and tags, what was accepted less what became of it. */
  private final Map<String, Double> unexplained = new TreeMap<>();

  private ItemAccounts() {}

  static ItemAccounts at(HeldMetrics metrics) {
    ItemAccounts accounts = new ItemAccounts();
    for (HeldMetric held : metrics.all()) {
      Matcher outcome = OUTCOME.matcher(held.context().metric());
      if (outcome.matches() && held instanceof HeldSeries series) {
        accounts.book(outcome.group(1), held.context(), series.value());
      }
    }
    return accounts;
  }

  boolean isEmpty() {
    return unexplained.isEmpty();
  }

  /** The accounts that do not add up. */
  List<String> unbalanced() {
    return unexplained.entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .map(entry -> "%s: %.0f items".formatted(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Items that were dropped before delivery have no endpoint, and were never accepted. */
  private void book(String outcome, Context context, double items) {
    String account =
        context.tags().stream()
            .filter(tag -> tag.startsWith("endpoint:") || tag.startsWith("kind:"))
            .reduce(context.host(), (left, right) -> left + " " + right);
    if (account.contains("endpoint:")) {
      unexplained.merge(account, outcome.equals("accepted") ? items : -items, Double::sum);
    }
  }
}
