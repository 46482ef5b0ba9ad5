package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.MethodPattern;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.Rules;
import io.tagalong.agent.rule.Slot;
import io.tagalong.agent.rule.Target;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Accessors that call watched methods themselves. */
class OwnReadingTest {
  private static final MethodType EXIT =
      MethodType.methodType(void.class, Object.class, Object.class, long.class);

  private static final Chain TITLE = Rules.chain(Path.of(Slot.THIS).member("title"));

  private final CapturedLog captured = new CapturedLog();
  private final Tables tables = new Tables();
  private final Rule plain = rule("plain", Metric.count("plain")).build();
  private RuleBook book = new RuleBook(List.of(titled().build(), plain));
  private final Linker linker = new Linker(() -> book, tables, name -> null, captured.log());
  private int reads;

  /** As if woven: what a rule reads of it calls two methods that rules watch. */
  public String title() throws Throwable {
    if (++reads == 2) {
      throw new IllegalStateException("not now");
    }
    link("call").invoke(this, "result", 0L);
    link("plain").invoke(this, "result", 0L);
    return "title";
  }

  @Test
  void recordsNoCallThatTheAgentItselfMakes() throws Throwable {
    link("call").invoke(this, "result", 0L);

    assertEquals(Map.of("call|c|#a:title", "1"), TakenSamples.of(tables));
    assertEquals(1, reads);
    assertEquals("", captured.text());
  }

  @Test
  void recordsAgainWhenTheReadingHasFailed() throws Throwable {
    for (int i = 0; i < 3; i++) {
      link("call").invoke(this, "result", 0L);
      link("plain").invoke(this, "result", 0L);
    }

    assertEquals(Map.of("call|c|#a:title", "2", "plain|c|#", "3"), TakenSamples.of(tables));
    assertEquals(1, captured.log().suppressedErrors());
  }

  @Test
  void recordsACallThatIsAwaitedAndNotWhatIsReadOfIt() throws Throwable {
    book = new RuleBook(List.of(titled().awaiting(true).build(), plain));

    link("call").invoke(this, CompletableFuture.completedFuture("done"), 0L);
    CompletableFuture<String> later = new CompletableFuture<>();
    reads = 2;
    link("call").invoke(this, later, 0L);
    later.complete("done");

    assertEquals(Map.of("call|c|#a:title", "2"), TakenSamples.of(tables));
  }

  private static Rule.Builder titled() {
    return rule("call", Metric.count("call", "a")).tags(List.of(TITLE));
  }

  private static Rule.Builder rule(String method, Metric metric) {
    MethodPattern pattern = new MethodPattern(Set.of(method), List.of(), true);
    Target target =
        new Target(Set.of(OwnReadingTest.class.getName()), Set.of(), List.of(pattern), null);
    return Rule.of(method, target, metric);
  }

  private MethodHandle link(String method) {
    return linker
        .link(MethodHandles.lookup(), "exit", EXIT, new Object[] {method, "()Ljava/lang/String;"})
        .dynamicInvoker();
  }
}
