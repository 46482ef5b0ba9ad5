package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.MethodPattern;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import io.tagalong.agent.rule.Note;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.Rules;
import io.tagalong.agent.rule.Slot;
import io.tagalong.agent.rule.Target;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that record a call when the stage which it gave completes. */
class AwaitingTest {
  /** As many as {@code WaitingCalls} lets. */
  private static final int MAY_WAIT = 8_192;

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

    int primitive() {
      return 1;
    }

    public List<String> names() {
      return List.of("a", "b");
    }
  }

  /** What the call hands over, with all that a rule could read of it. */
  @SuppressWarnings("unused") // Read by the handles under test.
  static final class Client {
    private String region = "eu";
    private final Object engine = new Object();

    public String region() {
      return region;
    }

    public Object engine() {
      return engine;
    }

    CompletableFuture<Answer> future() {
      return new CompletableFuture<>();
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

  @Test
  void readsWhatTheCallHandsOverWhenItReturnsAndTheResultWhenItIsThere() throws Throwable {
    CompletableFuture<Answer> stage = new CompletableFuture<>();
    Client client = new Client();
    Rule.Builder rule = rule("future", Metric.count("m", "region", "tokens", "thread"));
    rule.tags(
        List.of(
            Rules.chain(Path.of(Slot.THIS).member("region")),
            Rules.chain(Path.of(Slot.RETURN).member("tokens")),
            Rules.chain(Path.of(Slot.THREAD).member("name"))));
    rule.conditions(
        List.of(
            Condition.skipWhen(Rules.chain(Path.of(Slot.THIS).member("engine")), null),
            Condition.skipWhen(Rules.chain(Path.of(Slot.THIS).member("engine")), "text"),
            Condition.onlyWhen(Rules.chain(Path.of(Slot.THIS).member("region")), "eu")));
    Rule readsClient = rule.build();
    linked(readsClient, "future", Client.class).invoke((Object) client, (Object) stage, 0L);

    client.region = "us";
    Thread other = new Thread(() -> stage.complete(new Answer()), "completes");
    other.start();
    other.join();

    String here = Thread.currentThread().getName();
    assertEquals(
        Map.of("m|c|#region:eu,tokens:12,thread:" + here, "1"),
        TakenSamples.of(tables),
        captured.text());
  }

  @Test
  void recordsEachElementOfTheResult() throws Throwable {
    CompletableFuture<List<String>> stage = new CompletableFuture<>();
    Rule.Builder rule = rule("anything", Metric.count("m", "item", "thread"));
    rule.each(Path.of(Slot.RETURN));
    rule.tags(
        List.of(Rules.chain(Path.of(Slot.ITEM)), Rules.chain(Path.of(Slot.THREAD).member("name"))));
    String here = Thread.currentThread().getName();
    call(rule.build(), "anything", stage);

    stage.complete(List.of("a", "b"));

    assertEquals(
        Map.of("m|c|#item:a,thread:" + here, "1", "m|c|#item:b,thread:" + here, "1"),
        TakenSamples.of(tables),
        captured.text());
  }

  @Test
  void leavesARuleOutThatWouldKeepTheElementsOfTheCall() throws Throwable {
    Rule.Builder rule = rule("anything", Metric.count("m", "item"));
    rule.each(Path.of(Slot.THIS).member("names")).tags(List.of(Rules.chain(Path.of(Slot.ITEM))));

    call(rule.build(), "anything", CompletableFuture.completedFuture("x"));

    assertEquals(Map.of(), TakenSamples.of(tables));
    assertTrue(captured.text().contains("'each: this.names' would keep"), captured.text());
  }

  @Test
  void measuresTheTimeUntilTheResultIsThere() throws Throwable {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Metric metric = new Metric("m", MetricType.GAUGE, List.of(), 500, 1);
    Rule rule = rule("anything", metric).measure(Measure.elapsed(Measure.Unit.SECONDS)).build();
    long hourAgo = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
    linked(rule, "anything", Sdk.class).invoke((Object) new Sdk(), (Object) stage, hourAgo);

    stage.complete("x");

    double seconds = Double.parseDouble(TakenSamples.of(tables).get("m|g|#"));
    assertTrue(seconds >= 3600, seconds + " s");
  }

  @Test
  void writesANoteBesideTheCallersObjectWhenTheResultIsThere() throws Throwable {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Note note = new Note("known", Path.of(Slot.THIS), Rules.chain(Path.of(Slot.RETURN)));
    Rule rule = Rule.of("note known", target("anything"), note).awaiting(true).build();
    Sdk sdk = new Sdk();
    linked(rule, "anything", Sdk.class).invoke((Object) sdk, (Object) stage, 0L);
    assertNull(tables.notes("known").read(sdk));

    stage.complete("yes");

    assertEquals("yes", tables.notes("known").read(sdk), captured.text());
  }

  @Test
  void dropsAndCountsCallsBeyondThoseThatMayWait() throws Throwable {
    CompletableFuture<String> stage = new CompletableFuture<>();
    MethodHandle exit = linked(rule("anything", Metric.count("m")).build(), "anything", Sdk.class);

    for (int i = 0; i < MAY_WAIT + 3; i++) {
      exit.invoke((Object) this, (Object) stage, 0L);
    }

    assertEquals(MAY_WAIT, stage.getNumberOfDependents());
    assertEquals(3, tables.drops());
    stage.complete("yes");
    assertEquals(Map.of("m|c|#", String.valueOf(MAY_WAIT)), TakenSamples.of(tables));
  }

  @Test
  void givesThePlacesBackOfStagesThatWereThrownAway() throws Throwable {
    MethodHandle exit = linked(rule("anything", Metric.count("m")).build(), "anything", Sdk.class);
    WeakReference<Object> gone = new WeakReference<>(null);
    for (int i = 0; i < MAY_WAIT; i++) {
      Object stage = new CompletableFuture<String>();
      gone = new WeakReference<>(stage);
      exit.invoke((Object) this, stage, 0L);
    }
    CompletableFuture<String> stage = new CompletableFuture<>();
    stage.complete("late");

    while (gone.get() != null || TakenSamples.of(tables).isEmpty()) {
      System.gc();
      exit.invoke((Object) this, (Object) stage, 0L);
    }

    assertEquals("", captured.text());
  }

  /** The stage is the only one that still refers to anything of the call. */
  @Test
  void keepsNothingOfTheCallBesideAStageThatOutlivesIt() throws Throwable {
    CompletableFuture<Answer> stage = new CompletableFuture<>();
    WeakReference<Object> gone = callAndForget(stage);
    while (gone.get() != null) {
      System.gc();
    }

    assertEquals(1, stage.getNumberOfDependents());
    assertTrue(stage.complete(new Answer()));
  }

  private WeakReference<Object> callAndForget(CompletableFuture<Answer> stage) throws Throwable {
    Client client = new Client();
    Rule.Builder rule = rule("future", Metric.count("m", "engine"));
    rule.tags(List.of(Rules.chain(Path.of(Slot.THIS).member("engine"))));
    MethodHandle exit = linked(rule.build(), "future", Client.class);
    exit.invoke((Object) client, (Object) stage, 0L);
    return new WeakReference<>(client);
  }

  @Test
  void recordsCallsThatWaitedWhenTheRulesWereChanged() throws Throwable {
    CompletableFuture<String> stage = new CompletableFuture<>();
    RuleBook book = new RuleBook(List.of(rule("anything", Metric.count("m")).build()));
    Linker linker = new Linker(() -> book, tables, name -> null, captured.log());
    CallSite site = link(linker, "anything", Sdk.class);
    site.getTarget().invoke((Object) new Sdk(), (Object) stage, 0L);

    for (int i = 0; i < 3; i++) {
      linker.relink();
      WeakReference<Object> gone = new WeakReference<>(new Object());
      while (gone.get() != null) {
        System.gc();
      }
    }
    stage.complete("yes");

    assertEquals(Map.of("m|c|#", "1"), TakenSamples.of(tables));
    assertNotNull(site);
  }

  @Test
  void saysThatANumberCannotBeAwaited() throws Throwable {
    Rule rule = rule("primitive", Metric.count("m")).build();
    RuleBook book = new RuleBook(List.of(rule));
    Object[] names = {"primitive", "()I"};
    MethodHandles.Lookup woven = MethodHandles.privateLookupIn(Sdk.class, MethodHandles.lookup());

    new Linker(() -> book, tables, name -> null, captured.log())
        .link(woven, "exit", EXIT.changeParameterType(1, int.class), names)
        .getTarget()
        .invoke((Object) new Sdk(), 1, 0L);

    assertTrue(captured.text().contains("the method gave a java.lang.Integer"), captured.text());
  }

  private static Rule.Builder rule(String method, Metric metric) {
    return Rule.of("m", target(method), metric).awaiting(true);
  }

  private static Target target(String method) {
    MethodPattern pattern = new MethodPattern(Set.of(method), List.of(), true);
    Set<String> classes = Set.of(Sdk.class.getName(), Client.class.getName());
    return new Target(classes, Set.of(), List.of(pattern), null);
  }

  /** Links a call, and runs its end. */
  private void call(Rule rule, String method, Object result) throws Throwable {
    linked(rule, method, Sdk.class).invoke((Object) new Sdk(), result, 0L);
  }

  /** What the end of a call runs. */
  private MethodHandle linked(Rule rule, String method, Class<?> woven) throws Exception {
    RuleBook book = new RuleBook(List.of(rule));
    Linker linker = new Linker(() -> book, tables, name -> null, captured.log());
    return link(linker, method, woven).getTarget();
  }

  private static CallSite link(Linker linker, String method, Class<?> woven) throws Exception {
    Class<?> declared = Sdk.class.getDeclaredMethod(method).getReturnType();
    Object[] names = {method, MethodType.methodType(declared).toMethodDescriptorString()};
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(woven, MethodHandles.lookup());
    return linker.link(lookup, "exit", EXIT, names);
  }
}
