package io.tagalong.agent.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.Rules;
import io.tagalong.agent.rule.Slot;
import io.tagalong.agent.rule.Target;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods of every shape, woven with all three calls, verified by the JVM. */
class CallWriterTest {
  /** The class to weave: each method is awkward in its own way. */
  public static final class Shapes {
    private final String name;

    public Shapes(String name, int times) {
      this.name = times > 0 ? name.repeat(times) : name;
    }

    public long wide(long a, double b, int c, byte d, String e) {
      long sum = 0;
      for (int i = 0; i < c; i++) {
        sum += a;
      }
      return sum + (long) b + d + e.length();
    }

    /** Assigns its parameters: the calls get what was handed in. */
    public String reassigning(String text, int count) {
      while (count > 0) {
        text += name;
        count--;
      }
      return text;
    }

    /** Has handlers of its own, which must not see what the calls throw. */
    public int catching(String text) {
      try {
        return Integer.parseInt(text);
      } catch (RuntimeException e) {
        return -1;
      } finally {
        touch();
      }
    }

    public void touch() {}

    public static int[] many(int a, float b) {
      switch (a) {
        case 0:
          return new int[0];
        case 1:
          return new int[] {a};
        default:
          return new int[] {a, (int) b};
      }
    }

    public synchronized Object throwing(Object any) {
      throw new IllegalStateException(String.valueOf(any));
    }

    /** Begins with a loop, so its first instruction has a frame. */
    public void looping() {
      do {
        touch();
      } while (name.isEmpty());
    }
  }

  /** Stands for the dispatcher in java.base: remembers calls, or fails in them. */
  public static final class Dispatcher {
    private static final List<String> CALLS = new ArrayList<>();
    private static int suppressed;
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
                  MethodType.methodType(long.class, String.class, Object[].class))
              .bindTo(name + " " + arguments[0]);
      return new ConstantCallSite(
          record.asCollector(Object[].class, type.parameterCount()).asType(type));
    }

    static long record(String what, @Nullable Object[] slots) {
      if (failing) {
        throw new IllegalStateException("advice failed");
      }
      CALLS.add(slots.length == 0 ? what : what + Arrays.asList(slots).subList(1, slots.length));
      return 7;
    }

    public static void suppressed(Throwable error) {
      suppressed++;
    }
  }

  @BeforeEach
  void forgetEarlierCalls() {
    Dispatcher.CALLS.clear();
    Dispatcher.suppressed = 0;
    Dispatcher.failing = false;
    Dispatcher.cutShort = false;
  }

  @Test
  void handsOverArgumentsAsTheyWereGivenAndResultAndStart() throws Exception {
    Object shapes = shapes();
    Dispatcher.CALLS.clear();

    assertEquals(10L, call(shapes, "wide", 2L, 3.5, 2, (byte) 1, "ab"));
    assertEquals("xyy", call(shapes, "reassigning", "x", 2));
    assertEquals(12, call(shapes, "catching", "12"));
    assertEquals(-1, call(shapes, "catching", "no"));
    assertArrayEquals(new int[] {4, 2}, (int[]) call(shapes, "many", 4, 2f));
    call(shapes, "looping");

    assertEquals(
        List.of(
            "enter wide",
            "exit wide[2, 3.5, 2, 1, ab, 10, 7]",
            "enter reassigning",
            "exit reassigning[x, 2, xyy, 7]"),
        Dispatcher.CALLS.subList(0, 4));
    assertEquals("exit catching[no, -1, 7]", Dispatcher.CALLS.get(11));
    assertEquals("exit looping[null, 7]", Dispatcher.CALLS.get(Dispatcher.CALLS.size() - 1));
    assertEquals(0, Dispatcher.suppressed);
    assertFalse(Dispatcher.cutShort);
  }

  @Test
  void handsOverWhatWasThrownAndThrowsItOn() throws Exception {
    Object shapes = shapes();
    Dispatcher.CALLS.clear();

    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> call(shapes, "throwing", "boom"));

    assertEquals("java.lang.IllegalStateException: boom", String.valueOf(thrown.getCause()));
    assertEquals(
        List.of(
            "enter throwing", "thrown throwing[boom, java.lang.IllegalStateException: boom, 7]"),
        Dispatcher.CALLS);
  }

  @Test
  void weavesConstructors() throws Exception {
    shapes();

    assertEquals(List.of("enter <init>", "exit <init>[y, 0, null, 7]"), Dispatcher.CALLS);
  }

  @Test
  void behavesAsEverWhenAllCallsFail() throws Exception {
    Dispatcher.failing = true;
    Object shapes = shapes();

    assertEquals(10L, call(shapes, "wide", 2L, 3.5, 2, (byte) 1, "ab"));
    assertEquals(-1, call(shapes, "catching", "no"));
    assertArrayEquals(new int[] {1}, (int[]) call(shapes, "many", 1, 2f));
    assertThrows(InvocationTargetException.class, () -> call(shapes, "throwing", "boom"));

    assertEquals(12, Dispatcher.suppressed, "enter and end of each, those of touch() too");
    assertTrue(Dispatcher.cutShort);
    assertEquals(List.of(), Dispatcher.CALLS);
  }

  @Test
  void leavesAClassAloneWhenNoMethodHasARule() throws Exception {
    byte[] classFile = ClassFiles.of(Shapes.class);

    assertNull(
        new AsmWeaver(Dispatcher.class, new CapturedLog().log())
            .weave(classFile, List.of(), List.of()));
  }

  /** A rule that needs every call, for every method. */
  private static Rule rule() {
    String[] methods = {
      "<init>", "wide", "reassigning", "catching", "touch", "many", "throwing", "looping"
    };
    Target target = Rules.target(Shapes.class, methods);
    Metric metric = new Metric("m", MetricType.TIMING, List.of("error"), 500, 1);
    return Rule.of("rule", target, metric)
        .measure(Measure.elapsed(Measure.Unit.MILLISECONDS))
        .tags(List.of(Rules.chain(Path.of(Slot.THROWN).member("type"))))
        .build();
  }

  /** An instance of the woven class, in a loader of its own. */
  private static Object shapes() throws Exception {
    byte[] woven =
        new AsmWeaver(Dispatcher.class, new CapturedLog().log())
            .weave(ClassFiles.of(Shapes.class), List.of(rule()), List.of());
    return ClassFiles.load(Shapes.class, Objects.requireNonNull(woven))
        .getConstructor(String.class, int.class)
        .newInstance("y", 0);
  }

  private static @Nullable Object call(Object shapes, String name, Object... arguments)
      throws Exception {
    for (Method method : shapes.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return method.invoke(shapes, arguments);
      }
    }
    throw new AssertionError("no method " + name);
  }
}
