package io.tagalong.sidecar.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '!',
      value = {
        "'k:' + body.a['b c'] + '.' ! k:x.",
        "'a ' + body.none + ' b ' + body.a.t ! a  b true",
        "'a' + 'b' ! ab",
        "body.none ? 'no' + body.a.t ! notrue",
        "'yes' if body.a.t else 'no' ! yes",
        "'yes' if body.a.n contains '9' else body.a.t + 'x' ! truex",
      })
  void joinsAndChoosesTexts(String text, String value) throws Exception {
    assertEquals(Optional.of(value), Expressions.text(text.replace('\'', '"')).of(message()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a' + body.none + 'b'", "'a' if body.none", "body.none + body.a.o"})
  void findsNoTextWhereNothingButConstantsIsThere(String text) throws Exception {
    assertEquals(Optional.empty(), Expressions.text(text.replace('\'', '"')).of(message()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a' +", "'a' if", "'a' if body.a.t else", "+ 'a'", "body.a.t else 'a'"})
  void refusesWhatIsNoText(String text) {
    assertThrows(ExpressionException.class, () -> Expressions.text(text.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "body.a.t",
        "option.extra",
        "option.other == null",
        "body.a[\"b c\"] like \"y\", \"x\"",
        "body.a.n like \"17*01\"",
        "body.a.n like \"*0*0*1\"",
        "body.a.n like \"*\"",
        "body.e like \"*\"",
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
        "body.a.n like \"17*02\"",
        "body.a.n like \"1700000000000000001*1\"",
        "body.a.n like \"7*1\"",
        "body.a.t like \"true*e\"",
        "body.a.t like \"*x*\"",
        "body.none like \"*\"",
        "option.other",
      })
  void doesNotHold(String condition) throws Exception {
    assertFalse(Expressions.condition(condition).holds(message()));
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
        JsonReader.read(new ByteArrayInputStream(json)),
        Map.of("x-kind", List.of("run")),
        Set.of("extra"));
  }
}
