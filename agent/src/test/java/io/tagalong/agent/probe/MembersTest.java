package io.tagalong.agent.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MembersTest {
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
    assertEquals(201, Members.call(new Sub(), "code"));
    assertEquals("a=x", Members.call(new Sub(), "header", "a"));
    assertEquals(List.of(1, 2), Members.call(Map.of("k", List.of(1, 2)), "get", "k"));
  }

  @Test
  void choosesTheOverloadThatTakesTheArguments() {
    assertEquals("header 3", Members.call(new Hidden(), "header", 3));
    assertNull(Members.call(new Hidden(), "header", 3.5));
  }

  @Test
  void callsWhatOnlyAHiddenClassHasWhereItIsOpen() {
    assertEquals("only here", Members.text(new Sub(), "onlyHere"));
  }

  @Test
  void readsPrivateFieldsOfSuperclasses() {
    assertEquals("hidden field", Members.field(new Sub(), "secret"));
    assertNull(Members.field(new Sub(), "absent"));
  }

  @Test
  void givesNullWhenThereIsNoSuchMember() {
    assertNull(Members.call(new Hidden(), "absent"));
    assertNull(Members.call(null, "code"));
    assertNull(Members.text(new Hidden(), "code"));
    assertNull(Members.field("text", "value"), "java.base is not open to the agent");
    assertFalse(Members.has(new Hidden(), "code", 1));
    assertTrue(Members.has(new Hidden(), "code", 0));
  }

  @Test
  void givesTheOtherNumberWhenThereIsNone() {
    assertEquals(201, Members.number(new Hidden(), "code", -1));
    assertEquals(-1, Members.number(new Hidden(), "absent", -1));
  }

  @Test
  void doesNotTellWhatAMethodThrew() {
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Members.call(new Hidden(), "failing"));

    assertEquals(
        "failing of an SDK's object threw java.lang.IllegalArgumentException", thrown.getMessage());
  }
}
