package io.tagalong.agent.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReflectedTest {
  /** What an SDK shows. */
  public interface Response {
    int code();

    String header(String name);
  }

  /** What an SDK hides. */
  @SuppressWarnings("unused") // Read by the code under test.
  static class Hidden implements Response {
    private final String secret = "hidden field";

    @Override
    public int code() {
      return 201;
    }

    @Override
    public String header(String name) {
      return name + "=x";
    }

    public String header(int index) {
      return "header " + index;
    }

    public String onlyHere() {
      return "only here";
    }

    public Object failing() {
      throw new IllegalArgumentException("the user's secret");
    }
  }

  static final class Sub extends Hidden {}

  @Test
  void callsWhatAPublicSupertypeDeclares() {
    assertEquals(201, Reflected.call(new Sub(), "code"));
    assertEquals("a=x", Reflected.call(new Sub(), "header", "a"));
    assertEquals(List.of(1, 2), Reflected.call(Map.of("k", List.of(1, 2)), "get", "k"));
  }

  @Test
  void choosesTheOverloadThatTakesTheArguments() {
    assertEquals("header 3", Reflected.call(new Hidden(), "header", 3));
    assertNull(Reflected.call(new Hidden(), "header", 3.5));
  }

  @Test
  void callsWhatOnlyAHiddenClassHasWhereItIsOpen() {
    assertEquals("only here", Reflected.text(new Sub(), "onlyHere"));
  }

  @Test
  void readsPrivateFieldsOfSuperclasses() {
    assertEquals("hidden field", Reflected.field(new Sub(), "secret"));
    assertNull(Reflected.field(new Sub(), "absent"));
  }

  @Test
  void givesNullWhenThereIsNoSuchMember() {
    assertNull(Reflected.call(new Hidden(), "absent"));
    assertNull(Reflected.call(null, "code"));
    assertNull(Reflected.text(new Hidden(), "code"));
    assertNull(Reflected.field("text", "value"), "java.base is not open to the agent");
    assertFalse(Reflected.has(new Hidden(), "code", 1));
    assertTrue(Reflected.has(new Hidden(), "code", 0));
  }

  @Test
  void givesTheOtherNumberWhenThereIsNone() {
    assertEquals(201, Reflected.number(new Hidden(), "code", -1));
    assertEquals(-1, Reflected.number(new Hidden(), "absent", -1));
  }

  @Test
  void doesNotTellWhatAMethodThrew() {
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Reflected.call(new Hidden(), "failing"));

    assertEquals(
        "failing of an SDK's object threw java.lang.IllegalArgumentException", thrown.getMessage());
  }
}
