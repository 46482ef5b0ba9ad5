package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.ProbeRule;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.RuleSource;
import io.tagalong.agent.rule.Rules;
import io.tagalong.agent.rule.Target;
import io.tagalong.agent.weave.ClassFiles;
import io.tagalong.agent.weave.Gate;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Probes behind woven methods, from the weaver to the probe and back. */
class ProbeCallsTest {
  /** The class to weave. */
  public static final class Client {
    private int sent;

    public String send(String body, int times) {
      if (times > 1) {
        body = send(body, times - 1) + '+';
      }
      if (body.isEmpty()) {
        throw new IllegalArgumentException("no body");
      }
      sent++;
      return body;
    }

    public static long wide(long a, double b) {
      return a + (long) b;
    }

    public void quiet(Runnable inside) {
      inside.run();
    }

    public String[] many() {
      return new String[] {"sent " + sent};
    }
  }

  /** Stands for the dispatcher in java.base. */
  public static final class Dispatcher {
    private static @Nullable Linker linker;
    private static @Nullable Log log;
    public static volatile boolean cutShort;

    private Dispatcher() {}

    public static CallSite bootstrap(
        MethodHandles.Lookup lookup, String name, MethodType type, Object... arguments) {
      return Objects.requireNonNull(linker).link(lookup, name, type, arguments);
    }

    public static void suppressed(Throwable error) {
      Objects.requireNonNull(log).report(error);
    }
  }

  /** Remembers what it is told, and gives what it is set to give. */
  private static final class Telling implements Probe {
    private final List<String> told = new ArrayList<>();
    private boolean watching = true;
    private boolean failing;
    private @Nullable Object standIn;
    private @Nullable Object argument;

    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object[] arguments) {
      tell("begin " + (self != null) + Arrays.asList(arguments));
      if (argument != null) {
        arguments[0] = argument;
      }
      return watching ? "state " + told.size() : null;
    }

    @Override
    public @Nullable Object returned(
        Object state,
        @Nullable Object self,
        @Nullable Object[] arguments,
        @Nullable Object result) {
      tell(state + " returned " + result + " of " + Arrays.asList(arguments));
      return standIn == null ? result : standIn;
    }

    @Override
    public void threw(
        Object state, @Nullable Object self, @Nullable Object[] arguments, Throwable thrown) {
      tell(state + " threw " + thrown.getMessage());
    }

    private void tell(String what) {
      told.add(what);
      if (failing) {
        throw new IllegalStateException("probe failed");
      }
    }
  }

  private final CapturedLog captured = new CapturedLog();
  private final Log log = captured.log();
  private final Tables tables = new Tables();
  private final Telling probe = new Telling();
  private RuleBook book = new RuleBook(List.of(), List.of(watch("telling")));

  @BeforeEach
  void connect() {
    Dispatcher.log = log;
    Dispatcher.linker =
        new Linker(() -> book, tables, name -> name.equals("telling") ? probe : null, log);
  }

  @Test
  void tellsBeginAndEndWithWhatWasHandedIn() throws Exception {
    Object client = client();

    assertEquals("a", call(client, "send", "a", 1));
    assertEquals(5L, call(client, "wide", 2L, 3.5));
    call(client, "quiet", (Runnable) () -> {});

    assertEquals(
        List.of(
            "begin true[a, 1]",
            "state 1 returned a of [a, 1]",
            "begin false[2, 3.5]",
            "state 3 returned 5 of [2, 3.5]"),
        probe.told.subList(0, 4));
    assertTrue(probe.told.get(5).startsWith("state 5 returned null of "), probe.told.get(5));
    assertEquals(0, log.suppressedErrors(), captured.text());
  }

  @Test
  void keepsStatesApartWhenCallsAreNested() throws Exception {
    assertEquals("a+", call(client(), "send", "a", 2));

    assertEquals(
        List.of(
            "begin true[a, 2]",
            "begin true[a, 1]",
            "state 2 returned a of [a, 1]",
            "state 1 returned a+ of [a, 2]"),
        probe.told);
  }

  @Test
  void givesTheApplicationTheStandIn() throws Exception {
    probe.standIn = "stand-in";

    assertEquals("stand-in", call(client(), "send", "a", 1));
    assertEquals(0, log.suppressedErrors());
  }

  @Test
  void givesTheResultItselfWhenTheStandInDoesNotFit() throws Exception {
    probe.standIn = 12;
    Object client = client();

    assertEquals("a", call(client, "send", "a", 1));
    assertEquals("sent 1", ((Object[]) call(client, "many"))[0]);
    assertEquals(2, log.suppressedErrors());
  }

  @Test
  void goesOnWithTheArgumentThatTheProbePutsInPlace() throws Exception {
    probe.argument = "b";

    assertEquals("b", call(client(), "send", "a", 1));
    assertEquals(List.of("begin true[a, 1]", "state 1 returned b of [b, 1]"), probe.told);
    assertEquals(0, log.suppressedErrors());
  }

  @Test
  void goesOnWithTheArgumentItselfWhenTheProbesDoesNotFitOrTheCallIsNotWatched() throws Exception {
    Object client = client();
    probe.argument = 12;
    assertEquals("a", call(client, "send", "a", 1));
    assertEquals(1, log.suppressedErrors());

    probe.argument = "b";
    probe.watching = false;
    assertEquals("a", call(client, "send", "a", 1));
    assertEquals(1, log.suppressedErrors());
  }

  @Test
  void ignoresTheStandInOfAPrimitiveResult() throws Exception {
    probe.standIn = "no number";

    assertEquals(5L, call(client(), "wide", 2L, 3.5));
    assertEquals(0, log.suppressedErrors());
  }

  @Test
  void tellsWhatWasThrownAndLetsItGoOn() throws Exception {
    Object client = client();

    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> call(client, "send", "", 1));

    assertEquals("no body", Objects.requireNonNull(thrown.getCause()).getMessage());
    assertEquals(List.of("begin true[, 1]", "state 1 threw no body"), probe.told);
  }

  @Test
  void tellsNoEndOfACallThatIsNotWatched() throws Exception {
    probe.watching = false;

    assertEquals("a", call(client(), "send", "a", 1));

    assertEquals(List.of("begin true[a, 1]"), probe.told);
  }

  @Test
  void suppressesAndCountsWhatTheProbeThrows() throws Exception {
    Object client = client();
    probe.failing = true;

    assertEquals("a", call(client, "send", "a", 1));
    assertEquals(1, log.suppressedErrors());

    Runnable failsLater = () -> probe.failing = true;
    probe.failing = false;
    call(client, "quiet", failsLater);
    probe.failing = false;
    Runnable failsAndThrows =
        () -> {
          probe.failing = true;
          throw new IllegalArgumentException("of the application");
        };
    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> call(client, "quiet", failsAndThrows));

    assertEquals("of the application", Objects.requireNonNull(thrown.getCause()).getMessage());
    assertEquals(3, log.suppressedErrors());
  }

  @Test
  void tellsTheEndOfACallDuringWhichTheRulesWereTakenAway() throws Exception {
    Object client = client();
    Runnable takeAway =
        () -> {
          book = RuleBook.EMPTY;
          Objects.requireNonNull(Dispatcher.linker).relink();
        };

    call(client, "quiet", takeAway);
    call(client, "send", "a", 1);

    assertEquals(2, probe.told.size(), probe.told.toString());
    assertTrue(probe.told.get(1).startsWith("state 1 returned"), probe.told.get(1));
  }

  @Test
  void letsRulesRecordTheSameCall() throws Exception {
    Rule rule = Rule.of("rule", target("send"), Metric.count("m")).once("group").build();
    book = new RuleBook(List.of(rule), List.of(watch("telling")));
    Object client = client();

    call(client, "send", "a", 2);
    assertThrows(InvocationTargetException.class, () -> call(client, "send", "", 1));

    assertEquals(Map.of("m|c|#", "1"), TakenSamples.of(tables));
    assertEquals(6, probe.told.size());
  }

  @Test
  void saysWhichProbeTheAgentDoesNotHave() throws Exception {
    book = new RuleBook(List.of(), List.of(watch("absent")));

    assertEquals("a", call(client(), "send", "a", 1));

    assertTrue(captured.text().contains("probe absent: this agent has no such"), captured.text());
  }

  private static ProbeRule watch(String probe) {
    return new ProbeRule("probe " + probe, target("send", "wide", "quiet", "many"), probe);
  }

  private static Target target(String... methods) {
    return Rules.target(Client.class, methods);
  }

  /** An instance of the woven class, in a loader of its own. */
  private Object client() throws Exception {
    String name = Client.class.getName().replace('.', '/');
    byte[] classFile = ClassFiles.of(Client.class);
    Gate gate = new Gate(new Source(), () -> Dispatcher.class, log);
    byte[] woven = gate.transform(Client.class.getClassLoader(), name, null, null, classFile);
    return ClassFiles.load(Client.class, Objects.requireNonNull(woven))
        .getConstructor()
        .newInstance();
  }

  private final class Source implements RuleSource {
    @Override
    public boolean names(String internalName) {
      return true;
    }

    @Override
    public boolean watchesSubtypes() {
      return false;
    }

    @Override
    public RuleBook rulesWith(String className) {
      return book;
    }
  }

  private static Object call(Object client, String name, Object... arguments) throws Exception {
    for (Method method : client.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return method.invoke(client, arguments);
      }
    }
    throw new AssertionError("no method " + name);
  }
}
