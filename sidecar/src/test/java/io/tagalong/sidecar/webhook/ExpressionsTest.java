package io.tagalong.sidecar.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionsTest {
  private static final String BODY =
      "{'a':{'b c':'x','n':1700000000000000001,'t':true,'o':{},'z':null},'e':''}";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "body.a[\"b c\"], x",
        "body.a.n, 1700000000000000001",
        "body.a.o ? body.a.z ? body.none.deeper ? body.a.t, true",
        "body.none ? \"else\", else",
        "header[\"X-Kind\"], run",
      })
  void readsTheFirstScalarOfAChain(String chain, String value) throws Exception {
    assertEquals(Optional.of(value), Expressions.chain(chain).text(message()));
  }

  @Test
  void readsNothingWhereAPathEnds() throws Exception {
    assertEquals(Optional.empty(), Expressions.chain("body.a.o").text(message()));
    assertEquals(Optional.empty(), Expressions.chain("item.a").text(message()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "body.a.t",
        "body.a.n == 1700000000000000001",
        "body.a.z == null",
        "body.e != null",
        "body.a[\"b c\"] in \"y\", \"x\"",
        "body.a.n contains \"17000\"",
        "body.none != \"x\"",
      })
  void holds(String condition) throws Exception {
    assertTrue(Expressions.condition(condition).holds(message()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bdy.a",
        "body.",
        "body[a]",
        "body[\"a",
        "body.a ?",
        "body.a == x",
        "\"a\" \"b\"",
        "header",
        "body.a in",
        "arg[0]"
      })
  void refusesWhatIsNoCondition(String text) {
    assertThrows(ExpressionException.class, () -> Expressions.condition(text));
  }

  private static Message message() throws Exception {
    byte[] json = BODY.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return Message.of(
        JsonReader.read(new ByteArrayInputStream(json)), Map.of("x-kind", List.of("run")));
  }
}
