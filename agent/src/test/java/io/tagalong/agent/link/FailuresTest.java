package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.Rules;
import io.tagalong.agent.rule.Slot;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rules whose paths run code of the application that throws. */
class FailuresTest {
  private static final MethodType EXIT =
      MethodType.methodType(void.class, Object.class, Object.class, long.class);

  private static final List<Chain> NO_TAG = List.of(Chain.of(List.of(), "none"));

  /** Stands for an SDK with an accessor that fails. */
  @SuppressWarnings("unused") // Read by the handles under test.
  static final class Sdk {
    private boolean failing = true;
    private int reads;

    public String title() {
      reads++;
      if (failing) {
        throw new IllegalStateException("not now");
      }
      return "title";
    }
  }

  private final CapturedLog captured = new CapturedLog();
  private final Tables tables = new Tables();
  private final Sdk sdk = new Sdk();
  private final RuleBook book =
      new RuleBook(
          List.of(
              rule("bad").tags(List.of(self("title"))).build(), rule("good").tags(NO_TAG).build()));
  private final Linker linker = new Linker(() -> book, tables, name -> null, captured.log());

  @Test
  void switchesARuleOffThatGoesOnFailingAndNoOther() throws Throwable {
    MethodHandle exit = link(linker);
    for (int i = 0; i < 2_000; i++) {
      exit.invoke(sdk, "result", 0L);
    }

    assertEquals(Failures.MOST, sdk.reads);
    assertEquals(Failures.MOST, captured.log().suppressedErrors());
    assertEquals(2, captured.lineCount(), captured.text());
    assertTrue(captured.text().contains("suppressed java.lang.IllegalStateException: not now"));
    assertTrue(captured.text().contains("bad has failed 1000 times within a minute at"));
    assertEquals(Map.of("good|c|#a:none", "2000"), TakenSamples.of(tables));
  }

  @Test
  void triesARuleAgainWhenRulesHaveChanged() throws Throwable {
    MethodHandle exit = link(linker);
    for (int i = 0; i < 2_000; i++) {
      exit.invoke(sdk, "result", 0L);
    }
    sdk.failing = false;
    linker.relink();
    exit.invoke(sdk, "result", 0L);

    assertEquals(Map.of("good|c|#a:none", "2001", "bad|c|#a:title", "1"), TakenSamples.of(tables));
  }

  @Test
  void switchesOffARuleThatFailsWhenAStageCompletes() throws Throwable {
    RuleBook awaiting =
        new RuleBook(List.of(rule("bad").tags(List.of(self("title"))).awaiting(true).build()));
    MethodHandle exit = link(new Linker(() -> awaiting, tables, name -> null, captured.log()));
    for (int i = 0; i < 2_000; i++) {
      exit.invoke(sdk, CompletableFuture.completedFuture("done"), 0L);
    }

    assertEquals(Failures.MOST, sdk.reads);
  }

  @Test
  void keepsARuleThatFailsNowAndThen() {
    long[] now = {0};
    int[] switchedOff = {0};
    Failures failures = new Failures(captured.log(), () -> now[0], () -> switchedOff[0]++);
    for (int i = 0; i < 10 * Failures.MOST; i++) {
      now[0] += 2 * TimeUnit.MINUTES.toNanos(1) / Failures.MOST;
      failures.suppressed(new IllegalStateException());
    }

    assertEquals(0, switchedOff[0]);
    assertEquals(1, captured.lineCount());
  }

  private static Rule.Builder rule(String name) {
    return Rule.of(name, Rules.target(Sdk.class, "call"), Metric.count(name, "a"));
  }

  private static Chain self(String member) {
    return Rules.chain(Path.of(Slot.THIS).member(member));
  }

  private static MethodHandle link(Linker linker) throws IllegalAccessException {
    MethodHandles.Lookup woven = MethodHandles.privateLookupIn(Sdk.class, MethodHandles.lookup());
    return linker
        .link(woven, "exit", EXIT, new Object[] {"call", "()Ljava/lang/Object;"})
        .dynamicInvoker();
  }
}
