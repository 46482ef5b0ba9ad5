package io.tagalong.it.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.metric.Context;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.store.HeldMetric;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.intake.store.HeldSeries;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check at the end of each integration test finds items that were lost in silence. */
class ItemAccountsTest {

  @Test
  void findsNothingWhenEveryItemBecameSomething() {
    ItemAccounts accounts =
        accounts(
            items("accepted", 10, "endpoint:a", "kind:logs"),
            items("delivered", 4, "endpoint:a", "kind:logs"),
            items("dropped", 2, "endpoint:a", "kind:logs", "reason:expired"),
            items("dropped", 1, "endpoint:a", "kind:logs", "reason:rejected"),
            items("dropped", 7, "reason:unencoded"),
            items("queued", 2, "endpoint:a", "kind:logs"),
            items("spooled", 1, "endpoint:a", "kind:logs"));

    assertEquals(List.of(), accounts.unbalanced());
  }

  @Test
  void namesTheAccountsThatDoNotAddUp() {
    ItemAccounts accounts =
        accounts(
            items("accepted", 10, "endpoint:a", "kind:logs"),
            items("delivered", 9, "endpoint:a", "kind:logs"),
            items("accepted", 3, "endpoint:b", "kind:logs"),
            items("delivered", 4, "endpoint:b", "kind:logs"));

    assertEquals(
        List.of("h endpoint:a kind:logs: 1 items", "h endpoint:b kind:logs: -1 items"),
        accounts.unbalanced());
  }

  @Test
  void isEmptyUntilASidecarHasToldOfItsItems() {
    assertTrue(accounts(items("dropped", 7, "reason:unencoded")).isEmpty());
  }

  private static ItemAccounts accounts(HeldMetric... held) {
    return ItemAccounts.at(new HeldMetrics(List.of(held)));
  }

  private static HeldMetric items(String outcome, double value, String... tags) {
    String name = "tagalong.sidecar.items." + outcome;
    return new HeldSeries(Context.of(name, MetricKind.COUNT, List.of(tags), "h"), 1, value);
  }
}
