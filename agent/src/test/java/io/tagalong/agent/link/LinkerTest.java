package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.MethodPattern;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkerTest {
  private static final MethodType END =
      MethodType.methodType(
          void.class, Object.class, Object.class, Object.class, Object.class, long.class);
  private static final String DESCRIPTOR =
      MethodType.methodType(Object.class, Sdk.class, String.class).toMethodDescriptorString();
  private static final Chain NONE = Chain.of(List.of(), null);

  /** What an SDK gives inside an optional. */
  @SuppressWarnings("unused") // Read by the handles under test.
  static final class Usage {
    public long tokens() {
      return 12;
    }

    public Optional<String> model() {
      return Optional.empty();
    }
  }

  /** Stands for a class of an SDK: private state, accessors of every form. */
  @SuppressWarnings("unused") // Read by the handles under test.
  static final class Sdk {
    private final Map<String, String> settings = new HashMap<>(Map.of("tier", "staging"));
    private boolean ready = true;

    Object evaluate(Sdk user, String name) {
      return name;
    }

    public String getTitle() {
      return "title";
    }

    public boolean isReady() {
      return ready;
    }

    public String label() {
      return "label";
    }

    public Sdk self() {
      return this;
    }

    public Optional<Usage> usage() {
      return Optional.of(new Usage());
    }

    public int count() {
      return 1000;
    }

    public Object secret() {
      return new Object();
    }

    public Thread.State state() {
      return Thread.State.NEW;
    }
  }

  /** As {@code kotlin.coroutines.intrinsics} has it: a suspended call gives its constant. */
  enum CoroutineSingletons {
    COROUTINE_SUSPENDED
  }

  private final CapturedLog captured = new CapturedLog();
  private final Log log = captured.log();
  private final Tables tables = new Tables();
  private final Sdk sdk = new Sdk();

  @Test
  void readsEveryFormOfMember() throws Throwable {
    call(rule(List.of(tag(self("title")), tag(self("ready")), tag(self("label")))));

    assertEquals(Map.of("m|c|#a:title,b:true,c:label", "1"), TakenSamples.of(tables));
  }

  @Test
  void readsPrivateFieldsAndMapsOfTheWovenClass() throws Throwable {
    Path tier = Path.of(Slot.THIS).member("settings").key("tier");
    Path absent = Path.of(Slot.THIS).member("settings").key("absent");

    call(rule(List.of(tag(tier), tag(absent), tag(self("self").member("title")))));

    assertEquals(Map.of("m|c|#a:staging,c:title", "1"), TakenSamples.of(tables));
  }

  @Test
  void takesTheFirstValueOfAChainAndElseTheConstant() throws Throwable {
    Path nothing = Rules.argument(0).member("title"); // The argument is null.
    Chain second = Rules.chain(nothing, self("label"));
    Chain constant = Rules.chainOr("none", nothing);

    call(rule(List.of(second, constant, Rules.chain(nothing))), null, "gate", "result");

    assertEquals(Map.of("m|c|#a:label,b:none", "1"), TakenSamples.of(tables));
  }

  @Test
  void readsOnlyValuesThatATableMayKeep() throws Throwable {
    Chain secret = tag(self("secret"));
    Chain state = tag(self("state"));
    Chain longText = tag(Rules.argument(1));

    call(rule(List.of(secret, state, longText)), sdk, "x".repeat(1000), "result");

    assertEquals(Map.of("m|c|#b:NEW,c:" + "x".repeat(200), "1"), TakenSamples.of(tables));
  }

  @Test
  void readsNullWhenTheResultIsOfAnotherTypeThanTheRuleSays() throws Throwable {
    Chain result = Rules.chainOr("unknown", Path.of(Slot.RETURN));

    call(rule(List.of(result, result, result)), sdk, "gate", Thread.State.BLOCKED);

    assertEquals(Map.of("m|c|#a:unknown,b:unknown,c:unknown", "1"), TakenSamples.of(tables));
  }

  @Test
  void countsOnlyWhatAllConditionsLetPass() throws Throwable {
    Rule rule =
        Rule.of("m", target(), Metric.count("m", "name"))
            .tags(List.of(tag(Rules.argument(1))))
            .conditions(
                List.of(
                    Condition.skipWhen(tag(self("ready")), false),
                    Condition.onlyWhen(tag(Rules.argument(1)), "wanted")))
            .build();

    call(rule, sdk, "wanted", "r");
    call(rule, sdk, "unwanted", "r");
    sdk.ready = false;
    call(rule, sdk, "wanted", "r");

    assertEquals(Map.of("m|c|#name:wanted", "1"), TakenSamples.of(tables));
  }

  @Test
  void readsAMemberThatIsNotThereAsNullAndSaysSoOnce() throws Throwable {
    Rule rule = rule(List.of(tag(self("absent")), tag(self("title")), tag(self("absent"))));

    call(rule);
    call(rule);

    assertEquals(Map.of("m|c|#b:title", "2"), TakenSamples.of(tables));
    String line = captured.text();
    assertEquals(1, captured.lineCount(), line);
    assertTrue(line.contains("the rule: "), line);
    assertTrue(line.contains("this.absent"), line);
  }

  @Test
  void leavesARuleOutWhenItsResultTypeIsNotThere() throws Throwable {
    Rule rule =
        Rule.of("m", target("com.example.Gone"), Metric.count("m", "value"))
            .tags(List.of(tag(Path.of(Slot.RETURN))))
            .build();

    call(rule);

    assertEquals(Map.of(), TakenSamples.of(tables));
    assertTrue(captured.text().contains("com.example.Gone"), captured.text());
  }

  @Test
  void unwrapsOptionalsByTheirDeclaredType() throws Throwable {
    call(
        rule(
            List.of(
                tag(self("usage").member("tokens")), tag(self("usage").member("model")), NONE)));

    assertEquals(Map.of("m|c|#a:12", "1"), TakenSamples.of(tables));
  }

  @Test
  void readsFieldsWithoutTheirAccessorsAndEnvironmentAndProperties() throws Throwable {
    System.setProperty("tagalong.test.region", "eu");
    Path field = Path.of(Slot.FIELD).member("settings").key("tier");
    Path property = Path.of(Slot.PROPERTY).key("tagalong.test.region");
    // Whatever the machine has, but short enough to be no reason for a cut.
    Map.Entry<String, String> variable =
        System.getenv().entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty() && entry.getValue().length() < 60)
            .findFirst()
            .orElseThrow();
    Chain present = tag(Path.of(Slot.ENVIRONMENT).key(variable.getKey()));
    Chain absent = tag(Path.of(Slot.ENVIRONMENT).key("TAGALONG_NO_SUCH_VARIABLE"));

    call(rule(List.of(tag(field), tag(property), present)));
    call(rule(List.of(tag(field), tag(property), absent)));

    assertEquals(
        Map.of("m|c|#a:staging,b:eu,c:" + variable.getValue(), "1", "m|c|#a:staging,b:eu", "1"),
        TakenSamples.of(tables));
  }

  @Test
  void comparesWithNumbersAndNullInConditions() throws Throwable {
    Rule rule =
        Rule.of("m", target(), Metric.count("m"))
            .conditions(
                List.of(
                    Condition.onlyWhen(Rules.chain(self("count")), 1000L),
                    Condition.skipWhen(Rules.chain(self("secret")), null),
                    Condition.onlyWhen(Rules.chain(Path.of(Slot.THROWN)), null)))
            .build();

    call(rule);

    assertEquals(Map.of("m|c|#", "1"), TakenSamples.of(tables));
  }

  @Test
  void leavesACallOutThatIsOnlySuspended() throws Throwable {
    Chain result = Rules.chain(Path.of(Slot.RETURN));
    Rule rule =
        Rule.of("m", target(null), Metric.count("m"))
            .conditions(List.of(Condition.skipWhen(result, "COROUTINE_SUSPENDED")))
            .build();

    for (Object given : List.of(CoroutineSingletons.COROUTINE_SUSPENDED, "result")) {
      link("exit", rule).invokeWithArguments(sdk, sdk, "gate", given, 0L);
    }

    assertEquals(Map.of("m|c|#", "1"), TakenSamples.of(tables));
  }

  @Test
  void recordsThePathOfTheValueByMetricType() throws Throwable {
    for (MetricType type : MetricType.values()) {
      call(
          Rule.of("m", target(), new Metric("m", type, List.of(), 500, 1))
              .measure(Measure.at(self("count")))
              .build());
    }

    assertEquals(
        Map.of(
            "m|c|#", "1000",
            "m|g|#", "1000.0",
            "m|h|#", "[1000.0]",
            "m|d|#", "[1000.0]",
            "m|ms|#", "[1000.0]",
            "m|s|#", "1000"),
        TakenSamples.of(tables));
  }

  @Test
  void recordsThrowingCallsOnlyWhenTheRuleLooksAtThem() throws Throwable {
    Rule blind = rule(List.of(tag(self("label")), tag(self("label")), tag(self("label"))));
    Chain type = Rules.chainOr("none", Path.of(Slot.THROWN).member("type"));
    Rule looking = rule(List.of(type, tag(self("label")), tag(Path.of(Slot.RETURN))));

    for (Rule rule : List.of(blind, looking)) {
      link("thrown", rule)
          .invokeWithArguments(sdk, sdk, "gate", new IllegalStateException("boom"), 0L);
      call(rule);
    }

    assertEquals(
        Map.of(
            "m|c|#a:java.lang.IllegalStateException,b:label", "1",
            "m|c|#a:none,b:label,c:result", "1",
            "m|c|#a:label,b:label,c:label", "1"),
        TakenSamples.of(tables));
  }

  @Test
  void recordsTheElapsedTimeInItsUnitWhenTheCallHasBegun() throws Throwable {
    Rule rule =
        Rule.of("m", target(), new Metric("m", MetricType.TIMING, List.of(), 500, 1))
            .measure(Measure.elapsed(Measure.Unit.MILLISECONDS))
            .build();

    long start = (long) link("enter", rule).invokeExact();
    link("exit", rule).invokeWithArguments(sdk, sdk, "gate", "result", start);
    link("exit", rule).invokeWithArguments(sdk, sdk, "gate", "result", 0L);

    assertEquals(1, TakenSamples.of(tables).getOrDefault("m|ms|#", "").split(",", -1).length);
  }

  @Test
  void followsTheRulesWhenTheyChange() throws Throwable {
    Rule first = rule(List.of(tag(self("label")), tag(self("label")), tag(self("label"))));
    RuleBook[] current = {new RuleBook(List.of(first))};
    Linker linker = new Linker(() -> current[0], tables, name -> null, log);
    CallSite site = linker.link(lookup(), "exit", END, new Object[] {"evaluate", DESCRIPTOR});
    MethodHandle call = site.dynamicInvoker();

    call.invokeWithArguments(sdk, sdk, "gate", "result", 0L);
    current[0] = RuleBook.EMPTY;
    linker.relink();
    call.invokeWithArguments(sdk, sdk, "gate", "result", 0L);
    assertEquals(Map.of("m|c|#a:label,b:label,c:label", "1"), TakenSamples.of(tables));

    current[0] = new RuleBook(List.of(rule(List.of(tag(self("title")), NONE, NONE))));
    linker.relink();
    call.invokeWithArguments(sdk, sdk, "gate", "result", 0L);
    assertEquals(Map.of("m|c|#a:title", "1"), TakenSamples.of(tables));
    assertEquals(1, linker.sites());
  }

  private static Path self(String member) {
    return Path.of(Slot.THIS).member(member);
  }

  private static Chain tag(Path path) {
    return Rules.chain(path);
  }

  private static Target target() {
    return target("java.lang.String");
  }

  private static Target target(@Nullable String resultType) {
    MethodPattern method =
        new MethodPattern(
            Set.of("evaluate"), List.of(Sdk.class.getName(), "java.lang.String"), false);
    return new Target(Set.of(Sdk.class.getName()), Set.of(), List.of(method), resultType);
  }

  private static Rule rule(List<Chain> tags) {
    return Rule.of("the rule", target(), Metric.count("m", "a", "b", "c")).tags(tags).build();
  }

  private void call(Rule rule) throws Throwable {
    call(rule, sdk, "gate", "result");
  }

  /** Links a call with the lookup that the JVM would pass, and runs it. */
  private void call(Rule rule, @Nullable Object user, String name, Object result) throws Throwable {
    link("exit", rule).invokeWithArguments(Arrays.asList(sdk, user, name, result, 0L));
  }

  private MethodHandle link(String kind, Rule rule) throws IllegalAccessException {
    RuleBook book = new RuleBook(List.of(rule));
    MethodType type = kind.equals("enter") ? MethodType.methodType(long.class) : END;
    return new Linker(() -> book, tables, name -> null, log)
        .link(lookup(), kind, type, new Object[] {"evaluate", DESCRIPTOR})
        .getTarget();
  }

  private static MethodHandles.Lookup lookup() throws IllegalAccessException {
    return MethodHandles.privateLookupIn(Sdk.class, MethodHandles.lookup());
  }
}
