package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.Rules;
import io.tagalong.agent.rule.Target;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules of which only the outermost call of a group is recorded. */
class GroupRuleTest {
  private static final RuleBook ONCE = new RuleBook(List.of(rule("call")));

  private final Tables tables = new Tables();
  private RuleBook book = ONCE;
  private final Linker linker =
      new Linker(() -> book, tables, name -> null, new CapturedLog().log());
  private final MethodHandle enter = link("enter", MethodType.methodType(long.class));
  private final MethodHandle exit =
      link("exit", MethodType.methodType(void.class, Object.class, Object.class, long.class));
  private final MethodHandle thrown =
      link("thrown", MethodType.methodType(void.class, Object.class, Object.class, long.class));

  @Test
  void recordsOnlyTheOutermostCallOfAGroup() throws Throwable {
    long outer = enter();
    exit(enter());
    thrown.invoke(this, new RuntimeException(), enter());
    exit(outer);

    assertEquals(Map.of("m|c|#", "1"), TakenSamples.of(tables));
  }

  /** As when the stack overflows in the agent's call at the end of the method. */
  @Test
  void recordsTheNextCallWhenTheEndOfAnInnerOneWasLost() throws Throwable {
    long outer = enter();
    enter();
    exit(outer);
    exit(enter());

    assertEquals(Map.of("m|c|#", "2"), TakenSamples.of(tables));
  }

  @Test
  void recordsTheNextCallWhenALostEndOfTheOutermostOneIsForgotten() throws Throwable {
    enter();
    linker.forgetCallsInProgress();
    exit(enter());

    assertFalse(tables.group("group").inside());
    assertEquals(Map.of("m|c|#", "1"), TakenSamples.of(tables));
  }

  @Test
  void recordsAgainWhenTheRuleIsBackThatWasAwayAtTheEndOfACall() throws Throwable {
    long begun = enter();
    use(RuleBook.EMPTY);
    exit(begun);
    use(ONCE);

    assertFalse(tables.group("group").inside());
    exit(enter());

    assertFalse(tables.group("group").inside());
    assertEquals(Map.of("m|c|#", "1"), TakenSamples.of(tables));
  }

  @Test
  void recordsAgainWhenOneOfTheGroupsRulesIsAwayAtTheEndOfItsCall() throws Throwable {
    long begun = enter();
    use(new RuleBook(List.of(rule("other"))));
    exit(begun);
    use(ONCE);

    exit(enter());

    assertEquals(Map.of("m|c|#", "1"), TakenSamples.of(tables));
  }

  private static Rule rule(String method) {
    Target target = Rules.target(GroupRuleTest.class, method);
    return Rule.of("m", target, Metric.count("m")).once("group").build();
  }

  private void use(RuleBook rules) {
    book = rules;
    linker.relink();
  }

  private long enter() throws Throwable {
    return (long) enter.invokeExact();
  }

  private void exit(long start) throws Throwable {
    exit.invoke(this, "result", start);
  }

  private MethodHandle link(String kind, MethodType type) {
    return linker
        .link(MethodHandles.lookup(), kind, type, new Object[] {"call", "()Ljava/lang/String;"})
        .dynamicInvoker();
  }
}
