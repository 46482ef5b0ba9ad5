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
import io.tagalong.agent.weave.ClassFiles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Members that are there, and that a path cannot or must not be read through. */
class UnreadableMembersTest {
  private static final String DESCRIPTOR = "()Ljava/lang/String;";
  private static final MethodType END =
      MethodType.methodType(void.class, Object.class, Object.class, long.class);

  /** A library that is not there when the test has its way. */
  static final class Library {}

  /** Stands for an SDK whose signatures name an optional library. */
  @SuppressWarnings("unused") // Read by the handles under test.
  static final class Dependent {
    private final String label = "label";

    public String title() {
      return "title";
    }

    public Library optional() {
      return new Library();
    }
  }

  /** Stands for an SDK of which rules count accessors too. */
  @SuppressWarnings("unused") // Read by the handles under test.
  static class Watched {
    private final String name = "field";

    public String name() {
      return "accessor";
    }

    public String other() {
      return "other";
    }
  }

  private final CapturedLog captured = new CapturedLog();
  private final Tables tables = new Tables();

  @Test
  void readsAFieldWhereTheMethodsNameAClassThatIsNotThere() throws Throwable {
    Class<?> type = withoutLibrary();
    Object sdk =
        MethodHandles.privateLookupIn(type, MethodHandles.lookup())
            .findConstructor(type, MethodType.methodType(void.class))
            .invoke();

    call(sdk, "title", List.of(rule(Dependent.class, "title", "title", "label")));

    assertEquals(Map.of("m|c|#b:label", "1"), TakenSamples.of(tables));
    assertEquals(1, captured.lineCount(), captured.text());
    assertTrue(captured.text().contains("this.title is read as null"), captured.text());
    assertTrue(captured.text().contains("NoClassDefFoundError"), captured.text());
  }

  @Test
  void readsTheFieldWhereTheAccessorIsWatchedItself() throws Throwable {
    Rule own = rule(Watched.class, "name", "name", "other");

    call(new Watched(), "name", List.of(own));

    assertEquals(Map.of("m|c|#a:field,b:other", "1"), TakenSamples.of(tables));
    assertEquals("", captured.text());
  }

  @Test
  void readsNullWhereOnlyAWatchedAccessorWouldGiveIt() throws Throwable {
    Rule own = rule(Watched.class, "name", "other", "name");
    Rule another = rule(Watched.class, "other", "name", "name");

    call(new Watched(), "name", List.of(own, another));

    assertEquals(Map.of("m|c|#b:field", "1"), TakenSamples.of(tables));
    assertTrue(captured.text().contains("other() is watched by m (other)"), captured.text());
  }

  /** The class, in a loader that does not find {@link Library}. */
  private static Class<?> withoutLibrary() throws Exception {
    byte[] classFile = ClassFiles.of(Dependent.class);
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(Dependent.class.getName())) {
              return defineClass(name, classFile, 0, classFile.length);
            }
            throw new ClassNotFoundException(name);
          }
        };
    return loader.loadClass(Dependent.class.getName());
  }

  private static Rule rule(Class<?> type, String method, String first, String second) {
    return Rule.of("m (" + method + ")", Rules.target(type, method), Metric.count("m", "a", "b"))
        .tags(List.of(self(first), self(second)))
        .build();
  }

  private static Chain self(String member) {
    return Rules.chain(Path.of(Slot.THIS).member(member));
  }

  private void call(Object sdk, String method, List<Rule> rules) throws Throwable {
    RuleBook book = new RuleBook(rules);
    MethodHandles.Lookup woven =
        MethodHandles.privateLookupIn(sdk.getClass(), MethodHandles.lookup());
    MethodHandle exit =
        new Linker(() -> book, tables, name -> null, captured.log())
            .link(woven, "exit", END, new Object[] {method, DESCRIPTOR})
            .getTarget();
    exit.invokeWithArguments(sdk, "result", 0L);
  }
}
