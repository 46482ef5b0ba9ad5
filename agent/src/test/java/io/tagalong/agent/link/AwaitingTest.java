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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that record a call when the stage which it gave completes. */
class AwaitingTest {
  private static final MethodType EXIT =
      MethodType.methodType(void.class, Object.class, Object.class, long.class);

  /** What a stage of an SDK gives. */
  @SuppressWarnings("unused") // Read by the handles under test.
  static final class Answer {
    public Optional<Answer> usage() {
      return Optional.of(this);
    }

    public int tokens() {
      return 12;
    }
  }

  /** Stands for a class of an SDK; the test hands over what its methods give. */
  @SuppressWarnings("unused") // Looked at by the linker.
  static final class Sdk {
    CompletionStage<? extends Answer> stage() {
      return new CompletableFuture<>();
    }

    CompletableFuture<Answer> future() {
      return new CompletableFuture<>();
    }

    Object anything() {
      return "no stage";
    }
  }

  private final CapturedLog captured = new CapturedLog();
  private final Tables tables = new Tables();

  @Test
  void recordsTheOutcomeOfAStage() throws Throwable {
    Chain type = Rules.chainOr("none", Path.of(Slot.THROWN).member("type"));
    Rule.Builder rule = rule("anything", Metric.count("m", "error", "value"));
    rule.tags(List.of(type, Rules.chain(Path.of(Slot.RETURN))));
    CompletableFuture<String> good = new CompletableFuture<>();
    CompletableFuture<String> bad = new CompletableFuture<>();
    call(rule.build(), "anything", good);
    call(rule.build(), "anything", bad.thenApply(value -> value));
    assertEquals(Map.of(), TakenSamples.of(tables));

    good.complete("yes");
    bad.completeExceptionally(new IllegalStateException("no"));

    assertEquals(
        Map.of(
            "m|c|#error:none,value:yes", "1",
            "m|c|#error:java.lang.IllegalStateException", "1"),
        TakenSamples.of(tables));
    assertEquals("", captured.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"stage", "future"})
  void readsMembersOfWhatTheStageIsDeclaredToGive(String method) throws Throwable {
    Path tokens = Path.of(Slot.RETURN).member("usage").member("tokens");
    Rule.Builder rule = rule(method, Metric.count("m", "tokens"));

    call(
        rule.tags(List.of(Rules.chain(tokens))).build(),
        method,
        CompletableFuture.completedFuture(new Answer()));

    assertEquals(Map.of("m|c|#tokens:12", "1"), TakenSamples.of(tables), captured.text());
  }

  @Test
  void saysOnceThatAResultCannotBeAwaited() throws Throwable {
    Rule rule = rule("anything", Metric.count("m")).build();

    call(rule, "anything", "no stage");
    call(rule, "anything", "no stage");

    assertEquals(Map.of(), TakenSamples.of(tables));
    assertEquals(1, captured.lineCount(), captured.text());
    assertTrue(captured.text().contains("m awaits a CompletionStage, and the method gave a java"));
  }

  private static Rule.Builder rule(String method, Metric metric) {
    return Rule.of("m", Rules.target(Sdk.class, method), metric).awaiting(true);
  }

  /** Links a call, and runs its end. */
  private void call(Rule rule, String method, Object result) throws Throwable {
    RuleBook book = new RuleBook(List.of(rule));
    Class<?> declared = Sdk.class.getDeclaredMethod(method).getReturnType();
    Object[] names = {method, MethodType.methodType(declared).toMethodDescriptorString()};
    MethodHandles.Lookup woven = MethodHandles.privateLookupIn(Sdk.class, MethodHandles.lookup());
    new Linker(() -> book, tables, name -> null, captured.log())
        .link(woven, "exit", EXIT, names)
        .getTarget()
        .invoke((Object) new Sdk(), result, 0L);
  }
}
