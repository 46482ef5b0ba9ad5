package io.tagalong.intake.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.rule.Violation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LedgerTest {
  private final List<Violation> told = new ArrayList<>();
  private final Ledger ledger = new Ledger(Clock.systemUTC(), 10, told::add);

  @Test
  void keepsFirstThousandViolationsAndCountsTheRest() {
    Findings findings = ledger.open("/api/v2/series");

    for (int i = 0; i < 1001; i++) {
      findings.add(Rule.NAME_INVALID, "number " + i);
    }

    assertEquals(1001, ledger.violationCount());
    assertEquals(1000, ledger.violations().size());
    assertEquals("number 999", ledger.violations().get(999).detail());
    assertEquals(ledger.violations(), told);
  }

  @Test
  void numbersRequestsFromOneAgainWhenForgotten() {
    ledger.open("/api/v2/series");
    ledger.forget();

    ledger.open("/api/v1/validate").add(Rule.KEY_MISSING, "no header");

    assertEquals(1, ledger.violations().get(0).requestNumber());
  }
}
