package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.Rules;
import io.tagalong.agent.rule.Slot;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules that record each element of a list. */
class EachTest {
  private static final MethodType EXIT =
      MethodType.methodType(
          void.class, Object.class, Object.class, Object.class, Object.class, long.class);
  private static final Path GATES = Rules.argument(0).member("gates");
  private static final Chain NAME = Rules.chain(Path.of(Slot.ITEM).member("name"));

  /** What is gone through. */
  @SuppressWarnings("unused") // Read by the handles under test.
  static final class Gate {
    private final String name;

    Gate(String name) {
      this.name = name;
    }
  }

  /** Stands for a class of an SDK, and for what a call of it is given. */
  @SuppressWarnings("unused") // Read by the handles under test.
  static final class Sdk {
    private @Nullable Collection<Gate> gates;
    private Gate[] array = {new Gate("first"), new Gate("second")};
    private int[] tokens = {3, 5};

    Object evaluate(Sdk result, List<Map<String, String>> exposures) {
      return result;
    }
  }

  private final CapturedLog captured = new CapturedLog();
  private final Tables tables = new Tables();
  private final Sdk sdk = new Sdk();

  @Test
  void recordsEveryElementThatTheConditionsLetPass() throws Throwable {
    sdk.gates = List.of(new Gate("Global_Holdout"), new Gate("other"), new Gate("exp_holdout"));
    Rule rule = rule(GATES, List.of(Condition.onlyWhenContains(NAME, "holdOut")));

    call(rule);
    call(rule);

    assertEquals(
        Map.of("m|c|#name:Global_Holdout", "2", "m|c|#name:exp_holdout", "2"),
        TakenSamples.of(tables));
  }

  @Test
  void goesThroughCollectionsAndArraysToo() throws Throwable {
    sdk.gates = new LinkedHashSet<>(List.of(new Gate("one"), new Gate("two")));

    call(rule(GATES, List.of()));
    call(rule(Rules.argument(0).member("array"), List.of()));

    assertEquals(
        Map.of(
            "m|c|#name:one", "1",
            "m|c|#name:two", "1",
            "m|c|#name:first", "1",
            "m|c|#name:second", "1"),
        TakenSamples.of(tables));
  }

  @Test
  void knowsWhatIsInAnElementFromTheDeclaredType() throws Throwable {
    Chain gate = Rules.chain(Path.of(Slot.ITEM).key("gate"));
    Rule rule = builder().tags(List.of(gate)).each(Rules.argument(1)).build();

    handle(rule).invokeWithArguments(sdk, sdk, List.of(Map.of("gate", "held")), "result", 0L);

    assertEquals(Map.of("m|c|#name:held", "1"), TakenSamples.of(tables));
  }

  @Test
  void recordsNothingWhenThereIsNoListOrAnEmptyOne() throws Throwable {
    call(rule(GATES, List.of()));
    sdk.gates = List.of();
    call(rule(GATES, List.of()));
    call(rule(Rules.argument(0).member("absent"), List.of()));

    assertEquals(Map.of(), TakenSamples.of(tables));
    assertTrue(captured.text().contains("no readable member 'absent'"), captured.text());
  }

  @Test
  void looksAtTheFirstThousandElementsOnly() throws Throwable {
    sdk.gates = Collections.nCopies(Items.MAX + 1, new Gate("same"));

    call(rule(GATES, List.of()));

    assertEquals(Map.of("m|c|#name:same", String.valueOf(Items.MAX)), TakenSamples.of(tables));
  }

  @Test
  void goesNoFurtherThroughACollectionThanItRecords() throws Throwable {
    List<Gate> first = Collections.nCopies(Items.MAX, new Gate("same"));
    sdk.gates =
        new AbstractCollection<>() {
          @Override
          public Iterator<Gate> iterator() {
            return first.iterator(); // Whose end nobody may reach.
          }

          @Override
          public int size() {
            throw new AssertionError("a lazy collection would load all of it");
          }
        };

    call(rule(GATES, List.of()));

    assertEquals(Map.of("m|c|#name:same", String.valueOf(Items.MAX)), TakenSamples.of(tables));
  }

  @Test
  void goesThroughAnArrayOfNumbers() throws Throwable {
    Path each = Rules.argument(0).member("tokens");
    Rule rule = builder().tags(List.of(Rules.chain(Path.of(Slot.ITEM)))).each(each).build();

    call(rule);

    assertEquals(Map.of("m|c|#name:3", "1", "m|c|#name:5", "1"), TakenSamples.of(tables));
  }

  @Test
  void looksForWhatATextContainsBehindItsFirst200Bytes() throws Throwable {
    sdk.gates = List.of(new Gate("a".repeat(200) + "_holdout"), new Gate("a".repeat(200)));

    call(rule(GATES, List.of(Condition.onlyWhenContains(NAME, "holdout"))));

    assertEquals(Map.of("m|c|#name:" + "a".repeat(200), "1"), TakenSamples.of(tables));
  }

  @Test
  void allocatesNothingForAList() throws Throwable {
    sdk.gates = new ArrayList<>(List.of(new Gate("one"), new Gate("two")));
    MethodHandle call = handle(rule(GATES, List.of(Condition.onlyWhenContains(NAME, "o"))));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long allocated = run(call, threads, self);

    // Compiling may cost a little once, at whichever round it comes.
    for (int round = 0; round < 20 && allocated > 0; round++) {
      allocated = run(call, threads, self);
    }

    assertEquals(0, allocated, "bytes for 10 000 calls");
  }

  private long run(MethodHandle call, ThreadMXBean threads, long thread) throws Throwable {
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < 10_000; i++) {
      call.invokeExact((Object) sdk, (Object) sdk, (Object) null, (Object) "result", 0L);
    }
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private static Rule.Builder builder() {
    return Rule.of("the rule", Rules.target(Sdk.class, "evaluate"), Metric.count("m", "name"));
  }

  private static Rule rule(Path each, List<Condition> conditions) {
    return builder().tags(List.of(NAME)).conditions(conditions).each(each).build();
  }

  private void call(Rule rule) throws Throwable {
    handle(rule).invokeWithArguments(Arrays.asList(sdk, sdk, null, "result", 0L));
  }

  private MethodHandle handle(Rule rule) throws IllegalAccessException {
    RuleBook book = new RuleBook(List.of(rule));
    MethodHandles.Lookup woven = MethodHandles.privateLookupIn(Sdk.class, MethodHandles.lookup());
    String descriptor =
        MethodType.methodType(Object.class, Sdk.class, List.class).toMethodDescriptorString();
    return new Linker(() -> book, tables, name -> null, captured.log())
        .link(woven, "exit", EXIT, new Object[] {"evaluate", descriptor})
        .getTarget();
  }
}
