package io.tagalong.agent.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsEveryKindOfValue() throws JsonException {
    Object read =
        JsonReader.read(" {\"a\":[1, -2.5e1,true ,false,null,\"x\"],\"b\":{}, \"c\" : []} ");

    List<Object> items = Arrays.asList(1.0, -25.0, true, false, null, "x");
    assertEquals(Map.of("a", items, "b", Map.of(), "c", List.of()), read);
  }

  @Test
  void readsEveryEscape() throws JsonException {
    assertEquals("\"\\/\b\f\n\r\té☃", JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9☃\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "\"a",
        "\"\\x\"",
        "\"\\u00g0\"",
        "1 2",
        "tru",
        "\"\n\"",
        "-",
        "{\"a\":1,}",
        "\"\\u12"
      })
  void refusesWhatIsNoJsonAndQuotesNothingOfIt(String text) {
    JsonException e = assertThrows(JsonException.class, () -> JsonReader.read(text));

    assertEquals(true, String.valueOf(e.getMessage()).matches("expected .+ at character \\d+"));
  }

  @Test
  void refusesATextThatIsTooDeep() {
    assertThrows(JsonException.class, () -> JsonReader.read("[".repeat(100_000)));
  }

  @Test
  void readsWhatItHasWritten() throws JsonException {
    String written =
        new JsonObject()
            .text("text", "a\"b\\c\nd é☃\uD83D\uDE00")
            .text("absent", null)
            .whole("whole", 42)
            .number("number", 0.0000125)
            .number("none", Double.NaN)
            .flag("flag", true)
            .object("object", new JsonObject())
            .toString();

    assertEquals(
        Map.of(
            "text",
            "a\"b\\c\nd é☃\uD83D\uDE00",
            "whole",
            42.0,
            "number",
            0.0000125,
            "flag",
            true,
            "object",
            Map.of()),
        JsonReader.read(written));
  }

  @Test
  void readsOrRefusesWhateverText() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "{}[]:,\"\\u0truefalsn-1.e \n";
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertDoesNotThrow(() -> readOrRefuse(text.toString()), "seed " + seed + ", text " + text);
    }
  }

  /** Gives whether the text is JSON. */
  private static boolean readOrRefuse(String text) {
    try {
      JsonReader.read(text);
      return true;
    } catch (JsonException e) {
      return false;
    }
  }
}
