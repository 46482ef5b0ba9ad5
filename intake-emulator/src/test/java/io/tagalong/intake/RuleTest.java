package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.rule.Rule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RuleTest {
  @AutoClose
  private final TestIntake intake =
      new TestIntake(settings -> settings.withMaxPoints(Provocation.MAX_POINTS));

  @ParameterizedTest
  @EnumSource
  void recordsViolationAndAnswersAsTheServiceWhenRuleIsBroken(Rule rule) throws Exception {
    Provocation provocation = Provocation.of(rule);

    int status = provocation.provoke(intake);

    assertEquals(rule.consequence().status(), status);
    assertEquals(List.of(rule), intake.brokenRules());
  }

  @Test
  void hasDistinctIds() {
    long ids = Arrays.stream(Rule.values()).map(Rule::id).distinct().count();

    assertEquals(Rule.values().length, ids);
  }
}
