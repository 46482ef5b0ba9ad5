package io.tagalong.agent.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonPathsTest {
  private static final JsonPaths PATHS =
      JsonPaths.of("model", "usage.prompt_tokens", "a.b.c", "cost");

  @Test
  void findsMembersByTheirPathsWhateverStandsAround() {
    JsonFields found =
        PATHS.in(
            " { \"choices\" : [ {\"model\":\"no\", \"text\":\"\\\"model\\\": \\\\\"} , [1,{\"usage\":2}] ],"
                + " \"model\" : \"gpt-4o\\/x\", \"usage\" : { \"prompt_tokens\" : 12 , \"o\" : {\"a\":[]} },"
                + " \"a\":{\"b\":{\"c\":\"deep\"},\"model\":\"no\"}, \"cost\":1.5e-3 } and more");

    assertEquals("gpt-4o/x", found.text("model"));
    assertEquals(12, found.whole("usage.prompt_tokens"));
    assertEquals("deep", found.text("a.b.c"));
    assertEquals(0.0015, found.number("cost"));
  }

  @Test
  void givesNothingForMembersOfAnotherKind() {
    JsonFields found = PATHS.in("{\"model\":null,\"usage\":7,\"a\":[{\"b\":{}}],\"cost\":\"1\"}");

    assertNull(found.text("model"));
    assertEquals(0, found.whole("usage.prompt_tokens"));
    assertNull(found.text("a.b.c"));
    assertTrue(Double.isNaN(found.number("cost")));
    assertEquals("1", found.text("cost"));
  }

  @Test
  void keepsWhatItFoundBeforeTheTextStopsBeingJson() {
    assertEquals("m", PATHS.in("{\"model\":\"m\",\"usage\":{\"prompt_tokens\":").text("model"));
    assertNull(PATHS.in("{\"model\":\"unended").text("model"));
    assertNull(PATHS.in("[\"model\"]").text("model"));
    assertNull(PATHS.in("").text("model"));
  }

  @Test
  void passesAnyDepthWithoutRecursion() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertEquals("m", PATHS.in("{\"x\":" + deep + ",\"model\":\"m\"}").text("model"));
  }

  @Test
  void endsOnAnyText() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "{}[]:,\"\\ model usage.12tnf";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("{\"usage\":{");
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        PATHS.in(text.toString());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
  }
}
