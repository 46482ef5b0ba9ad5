package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.Slot;
import io.tagalong.agent.rule.TagValue;
import io.tagalong.agent.rule.Target;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkerTest {
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

    public Object secret() {
      return new Object();
    }

    public Thread.State state() {
      return Thread.State.NEW;
    }
  }

  private final CapturedLog captured = new CapturedLog();
  private final Log log = captured.log();
  private final Tables tables = new Tables();
  private final Sdk sdk = new Sdk();

  @Test
  void readsEveryFormOfMember() throws Throwable {
    call(rule(List.of(tag(self("title")), tag(self("ready")), tag(self("label")))));

    assertEquals(Map.of("a:title,b:true,c:label", 1L), take());
  }

  @Test
  void readsPrivateFieldsAndMapsOfTheWovenClass() throws Throwable {
    Path tier = Path.of(Slot.THIS).member("settings").key("tier");
    Path absent = Path.of(Slot.THIS).member("settings").key("absent");

    call(rule(List.of(tag(tier), tag(absent), tag(self("self").member("title")))));

    assertEquals(Map.of("a:staging,c:title", 1L), take());
  }

  @Test
  void takesTheFirstValueOfAChainAndElseTheConstant() throws Throwable {
    Path nothing = Path.argument(0).member("title"); // The argument is null.
    TagValue second = TagValue.of(nothing, self("label"));
    TagValue constant = TagValue.of(nothing).orElse("none");

    call(rule(List.of(second, constant, TagValue.of(nothing))), null, "gate", "result");

    assertEquals(Map.of("a:label,b:none", 1L), take());
  }

  @Test
  void readsOnlyValuesThatATableMayKeep() throws Throwable {
    TagValue secret = tag(self("secret"));
    TagValue state = tag(self("state"));
    TagValue longText = tag(Path.argument(1));

    call(rule(List.of(secret, state, longText)), sdk, "x".repeat(1000), "result");

    assertEquals(Map.of("b:NEW,c:" + "x".repeat(200), 1L), take());
  }

  @Test
  void readsNullWhenTheResultIsOfAnotherTypeThanTheRuleSays() throws Throwable {
    TagValue result = tag(Path.of(Slot.RETURN)).orElse("unknown");

    call(rule(List.of(result, result, result)), sdk, "gate", Thread.State.BLOCKED);

    assertEquals(Map.of("a:unknown,b:unknown,c:unknown", 1L), take());
  }

  @Test
  void countsOnlyWhatAllConditionsLetPass() throws Throwable {
    Rule rule =
        new Rule(
            target(),
            new Metric("m", "name"),
            List.of(tag(Path.argument(1))),
            List.of(
                Condition.skipWhen(tag(self("ready")), false),
                Condition.onlyWhen(tag(Path.argument(1)), "wanted")));

    call(rule, sdk, "wanted", "r");
    call(rule, sdk, "unwanted", "r");
    sdk.ready = false;
    call(rule, sdk, "wanted", "r");

    assertEquals(Map.of("name:wanted", 1L), take());
  }

  @Test
  void readsAMemberThatIsNotThereAsNullAndSaysSoOnce() throws Throwable {
    Rule rule = rule(List.of(tag(self("absent")), tag(self("title")), tag(self("absent"))));

    call(rule);
    call(rule);

    assertEquals(Map.of("b:title", 2L), take());
    String line = captured.text();
    assertEquals(1, captured.lineCount(), line);
    assertTrue(line.contains("m at " + Sdk.class.getName() + ".evaluate/2"), line);
    assertTrue(line.contains("this.absent"), line);
  }

  @Test
  void leavesARuleOutWhenItsResultTypeIsNotThere() throws Throwable {
    Target target =
        new Target(
            Sdk.class.getName(),
            "evaluate",
            List.of(Sdk.class.getName(), "java.lang.String"),
            "com.example.Gone");

    call(new Rule(target, new Metric("m", "value"), List.of(tag(Path.of(Slot.RETURN))), List.of()));

    assertEquals(Map.of(), take());
    assertTrue(captured.text().contains("com.example.Gone"), captured.text());
  }

  private static Path self(String member) {
    return Path.of(Slot.THIS).member(member);
  }

  private static TagValue tag(Path path) {
    return TagValue.of(path);
  }

  private static Target target() {
    return new Target(
        Sdk.class.getName(),
        "evaluate",
        List.of(Sdk.class.getName(), "java.lang.String"),
        "java.lang.String");
  }

  private static Rule rule(List<TagValue> tags) {
    return new Rule(target(), new Metric("m", "a", "b", "c"), tags, List.of());
  }

  private void call(Rule rule) throws Throwable {
    call(rule, sdk, "gate", "result");
  }

  /** Links a call with the lookup that the JVM would pass, and runs it. */
  private void call(Rule rule, @Nullable Object user, String name, Object result) throws Throwable {
    MethodType slots =
        MethodType.genericMethodType(Slot.values().length).changeReturnType(void.class);
    String descriptor =
        MethodType.methodType(Object.class, Sdk.class, String.class).toMethodDescriptorString();
    MethodHandles.Lookup woven = MethodHandles.privateLookupIn(Sdk.class, MethodHandles.lookup());
    MethodHandle handle =
        new Linker(new RuleBook(List.of(rule)), tables, log)
            .link(woven, "exit", slots, new Object[] {"evaluate", descriptor})
            .getTarget();
    handle.invokeWithArguments(Arrays.asList(sdk, user, name, null, null, result));
  }

  private Map<String, Long> take() {
    Map<String, Long> taken = new HashMap<>();
    tables.takeInto((metric, delta, tags) -> taken.put(String.join(",", tags), delta));
    return taken;
  }
}
