package io.tagalong.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.ProbeRule;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.RuleSource;
import io.tagalong.agent.rule.Rules;
import io.tagalong.agent.rule.Target;
import java.io.IOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateTest {
  /** The class to weave. */
  public static final class Sdk {
    public boolean check(String name) {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("no name");
      }
      return name.startsWith("a");
    }

    public boolean other(String name) {
      return check(name);
    }
  }

  /** Stands for the dispatcher in java.base: remembers what woven code hands over. */
  public static final class Dispatcher {
    private static final List<List<@Nullable Object>> CALLS = new ArrayList<>();
    private static final List<Throwable> SUPPRESSED = new ArrayList<>();
    private static boolean failing;
    public static volatile boolean cutShort;

    private Dispatcher() {}

    public static CallSite bootstrap(
        MethodHandles.Lookup lookup, String name, MethodType type, Object... arguments)
        throws ReflectiveOperationException {
      MethodHandle record =
          MethodHandles.lookup()
              .findStatic(
                  Dispatcher.class,
                  "record",
                  MethodType.methodType(void.class, Object[].class, Object[].class))
              .bindTo(arguments);
      return new ConstantCallSite(
          record.asCollector(Object[].class, type.parameterCount()).asType(type));
    }

    static void record(Object[] arguments, @Nullable Object[] slots) {
      if (failing) {
        throw new IllegalStateException("advice failed");
      }
      List<@Nullable Object> call = new ArrayList<>(List.of(arguments));
      for (int i = 1; i < slots.length; i++) {
        call.add(slots[i]);
      }
      CALLS.add(call);
    }

    public static void suppressed(Throwable error) {
      SUPPRESSED.add(error);
    }
  }

  private final CapturedLog captured = new CapturedLog();
  private final Log log = captured.log();
  private final OneRule rules = new OneRule();
  private int openings;

  /** The rule that counts every {@code check} of {@link Sdk}. */
  private static final class OneRule implements RuleSource {
    private RuleBook book =
        new RuleBook(
            List.of(Rule.of("rule", Rules.target(Sdk.class, "check"), Metric.count("m")).build()));

    @Override
    public boolean names(String internalName) {
      return internalName.equals(Sdk.class.getName().replace('.', '/'));
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

  @BeforeEach
  void forgetEarlierCalls() {
    Dispatcher.CALLS.clear();
    Dispatcher.SUPPRESSED.clear();
    Dispatcher.failing = false;
  }

  @Test
  void leavesEveryClassAloneThatNoRuleNames() throws Exception {
    Gate gate = gate();

    assertNull(transform(gate, GateTest.class));
    assertNull(gate.transform(getClass().getClassLoader(), null, null, null, new byte[0]));
    assertEquals(0, openings);
  }

  @Test
  void handsOverArgumentsAndResultAtEachNormalReturn() throws Exception {
    Object sdk = wovenSdk();

    assertEquals(true, call(sdk, "check", "abc"));
    assertEquals(false, call(sdk, "check", "xyz"));

    assertEquals(
        List.of(
            Arrays.asList("check", "(Ljava/lang/String;)Z", "abc", true, 0L),
            Arrays.asList("check", "(Ljava/lang/String;)Z", "xyz", false, 0L)),
        Dispatcher.CALLS);
    assertEquals(1, openings);
  }

  @Test
  void handsOverNothingWhenTheMethodThrows() throws Exception {
    Object sdk = wovenSdk();

    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> call(sdk, "check", ""));

    assertTrue(String.valueOf(thrown.getCause()).endsWith("no name"));
    assertEquals(List.of(), Dispatcher.CALLS);
  }

  @Test
  void letsTheMethodReturnAsEverWhenTheAdviceFails() throws Exception {
    Object sdk = wovenSdk();
    Dispatcher.failing = true;

    assertEquals(true, call(sdk, "check", "abc"));

    assertEquals(1, Dispatcher.SUPPRESSED.size());
  }

  @Test
  void leavesTheClassAsItIsWhenTheAgentCannotOpen() throws Exception {
    Gate gate =
        new Gate(
            rules,
            () -> {
              openings++;
              return null;
            },
            log);

    assertNull(transform(gate, Sdk.class));
    assertNull(transform(gate, Sdk.class));

    assertEquals(1, openings);
    assertEquals(0, log.suppressedErrors());
    assertEquals("", captured.text());
  }

  @Test
  void weavesAClassOfTheBootLoaderForProbesAlone() throws Exception {
    String name = Sdk.class.getName().replace('.', '/');
    byte[] classFile = ClassFiles.of(Sdk.class);

    assertNull(gate().transform(null, name, null, null, classFile));

    Target target = rules.book.rules().get(0).target();
    rules.book = new RuleBook(List.of(), List.of(new ProbeRule("probe p", target, "p")));
    assertNotNull(gate().transform(null, name, null, null, classFile));
  }

  @Test
  void leavesTheClassAsItIsWhenItsBytesCannotBeRead() {
    Gate gate = gate();

    assertNull(
        gate.transform(
            getClass().getClassLoader(),
            Sdk.class.getName().replace('.', '/'),
            null,
            null,
            new byte[] {1, 2, 3}));

    assertEquals(1, log.suppressedErrors());
    assertEquals(1, captured.lineCount(), captured.text());
    assertTrue(captured.text().contains(" could not be woven"), captured.text());
  }

  @Test
  void saysThatARuleOfTheUserFindsNoMethod() throws Exception {
    for (boolean ofUser : new boolean[] {false, true}) {
      Target target = Rules.target(Sdk.class, "chek");
      rules.book =
          new RuleBook(
              List.of(Rule.of("m (a.yaml:2)", target, Metric.count("m")).ofUser(ofUser).build()));
      assertNull(transform(gate(), Sdk.class));
      assertEquals(ofUser ? 1 : 0, captured.lineCount(), captured.text());
    }

    assertTrue(
        captured.text().contains("m (a.yaml:2) finds no method with code in "), captured.text());
  }

  private Gate gate() {
    return new Gate(
        rules,
        () -> {
          openings++;
          return Dispatcher.class;
        },
        log);
  }

  private static byte @Nullable [] transform(Gate gate, Class<?> type) throws IOException {
    String internalName = type.getName().replace('.', '/');
    return gate.transform(type.getClassLoader(), internalName, null, null, ClassFiles.of(type));
  }

  /** An instance of the woven class, in a loader of its own. */
  private Object wovenSdk() throws Exception {
    byte[] woven = Objects.requireNonNull(transform(gate(), Sdk.class));
    return ClassFiles.load(Sdk.class, woven).getConstructor().newInstance();
  }

  private static Object call(Object sdk, String method, String name) throws Exception {
    return sdk.getClass().getMethod(method, String.class).invoke(sdk, name);
  }
}
