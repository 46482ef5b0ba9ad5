package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.Rules;
import io.tagalong.agent.rule.Target;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampledRuleTest {
  /** So low that no call is ever drawn. */
  private static final double HARDLY_EVER = 1e-15;

  private static final MethodType EXIT =
      MethodType.methodType(void.class, Object.class, double.class, Object.class, long.class);

  static final class Sdk {
    @SuppressWarnings("UnusedMethod") // The call that the rule of the test is about.
    Object take(double size) {
      return size;
    }
  }

  private final Tables tables = new Tables();

  @ParameterizedTest
  @EnumSource(names = {"COUNT", "DISTRIBUTION"})
  void leavesOutCallsWhereTheRestCanBeWeighted(MetricType type) throws Throwable {
    call(type);

    assertEquals(Map.of(), TakenSamples.of(tables));
  }

  @ParameterizedTest
  @EnumSource(names = {"HISTOGRAM", "TIMING"})
  void recordsEveryCallWhereTheClientDraws(MetricType type) throws Throwable {
    call(type);

    assertEquals(Map.of("m|" + type.letter() + "|#", "[2.5]"), TakenSamples.of(tables));
  }

  private void call(MetricType type) throws Throwable {
    Target target = Rules.target(Sdk.class, "take");
    Metric metric = new Metric("m", type, List.of(), 500, HARDLY_EVER);
    Rule rule = Rule.of("the rule", target, metric).measure(Measure.at(Rules.argument(0))).build();
    RuleBook book = new RuleBook(List.of(rule));
    Sdk sdk = new Sdk();

    new Linker(() -> book, tables, name -> null, new Log(System.err))
        .link(
            MethodHandles.privateLookupIn(Sdk.class, MethodHandles.lookup()),
            "exit",
            EXIT,
            new Object[] {"take", "(D)Ljava/lang/Object;"})
        .getTarget()
        .invokeWithArguments(sdk, 2.5, sdk, 0L);
  }
}
