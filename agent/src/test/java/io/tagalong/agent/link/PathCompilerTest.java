package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.Slot;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathCompilerTest {
  private static final String REGION = "eu";

  /** Stands for an object of an SDK. */
  @SuppressWarnings("unused") // Read by the handles under test.
  static final class Answer {
    private static final Map<String, String> LIMITS = Map.of("tier", "free");

    public OptionalInt retries() {
      return OptionalInt.of(3);
    }

    public OptionalLong tokens() {
      return OptionalLong.of(1L << 40);
    }

    public OptionalDouble score() {
      return OptionalDouble.of(0.5);
    }

    public OptionalInt none() {
      return OptionalInt.empty();
    }

    public Object hidden() {
      return Optional.of("found");
    }

    public Object hiddenNumber() {
      return OptionalInt.of(7);
    }

    public Object hiddenNone() {
      return Optional.empty();
    }

    public Optional<Optional<String>> twice() {
      return Optional.of(Optional.of("inner"));
    }

    String ofPackage() {
      return "package";
    }

    private String ofNobody() {
      throw new AssertionError("private methods are no accessors");
    }

    public float ratio() {
      return 0.1f;
    }

    public Map<String, String> sorted() {
      return new TreeMap<>(Map.of("tier", "free"));
    }

    /** Its keys cannot be compared with those of a path. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Map<String, String> odd() {
      Map map = new TreeMap<>(Map.of(1, "one"));
      return map;
    }

    public Object anything() {
      return Map.of("tier", "paid");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "retries, 3",
    "tokens, 1099511627776",
    "score, 0.5",
    "none,",
    "hidden, found",
    "hiddenNumber, 7",
    "hiddenNone,",
    "twice, inner",
    "ofPackage, package",
    "ratio, 0.1",
  })
  void readsWhatAnAccessorGivesOutOfAnyOptional(String member, @Nullable String expected)
      throws Throwable {
    Object found = read(Path.of(Slot.THIS).member(member), Answer.class, new Answer());

    assertEquals(expected, found == null ? null : found.toString());
  }

  @Test
  void callsNoPrivateMethod() {
    Path path = Path.of(Slot.THIS).member("ofNobody");

    assertThrows(
        NoSuchMemberException.class, () -> read(path, Answer.class, new Answer()), "no field");
  }

  @ParameterizedTest
  @CsvSource({"sorted, free", "odd,", "anything, paid"})
  void readsTheKeyOfAMap(String member, @Nullable String expected) throws Throwable {
    Path path = Path.of(Slot.THIS).member(member).key("tier");

    assertEquals(expected, read(path, Answer.class, new Answer()));
  }

  @Test
  void refusesTheKeyOfWhatIsNoMap() {
    Path path = Path.of(Slot.THIS).member("ofPackage").key("tier");

    NoSuchMemberException refusal =
        assertThrows(NoSuchMemberException.class, () -> read(path, Answer.class, new Answer()));

    assertEquals(
        "java.lang.String has no readable member 'tier': it is no map", refusal.getMessage());
  }

  @Test
  void readsAStaticFieldWhereThereIsNoObject() throws Throwable {
    Path field = Path.of(Slot.FIELD);

    assertEquals("eu", read(field.member("REGION"), PathCompilerTest.class, null));
    assertEquals("eu", read(field.member("REGION"), PathCompilerTest.class, this));
    assertEquals("free", read(field.member("LIMITS").key("tier"), Answer.class, null));
  }

  @Test
  void readsNullWhereAMemberIsMeantAndThereIsNoObject() throws Throwable {
    Path region = Path.of(Slot.THIS).member("REGION");

    assertNull(read(region, PathCompilerTest.class, null));
    assertEquals(REGION, read(region, PathCompilerTest.class, this));
  }

  private static @Nullable Object read(Path path, Class<?> start, @Nullable Object object)
      throws Throwable {
    MethodHandles.Lookup woven = MethodHandles.privateLookupIn(start, MethodHandles.lookup());
    return new PathCompiler(new Members(woven, RuleBook.EMPTY), new Tables())
        .compile(path, start)
        .invoke(object);
  }
}
