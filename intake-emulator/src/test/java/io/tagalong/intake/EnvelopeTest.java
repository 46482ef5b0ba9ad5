package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.http.KeyPolicy;
import io.tagalong.intake.rule.Rule;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Keys, encodings and the answers themselves. */
final class EnvelopeTest {
  private static final byte[] BODY = SeriesBody.count("shop.orders", 1).toBytes();

  @AutoClose private final TestIntake intake = new TestIntake();

  @Test
  void answersAcceptedPayloadAsTheService() throws Exception {
    HttpResponse<String> answer = intake.send(Call.series(BODY));

    assertEquals(202, answer.statusCode());
    assertEquals("{\"errors\":[]}", answer.body());
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(answer.headers().firstValue("Date").isPresent());
  }

  @Test
  void validatesKeyWhenItIsWellFormed() throws Exception {
    HttpResponse<String> answer = intake.send(Call.get("/api/v1/validate"));

    assertEquals(200, answer.statusCode());
    assertEquals("{\"valid\":true}", answer.body());
    assertEquals(List.of(), intake.brokenRules());
  }

  @Test
  void forbidsEverythingWhenKeyIsRevoked() throws Exception {
    intake.emulator().acceptKeys(KeyPolicy.only("another"));

    HttpResponse<String> validate = intake.send(Call.get("/api/v1/validate"));
    HttpResponse<String> series = intake.send(Call.series(BODY));

    assertEquals(403, validate.statusCode());
    assertEquals("{\"errors\":[\"Forbidden\"]}", validate.body());
    assertEquals(403, series.statusCode());
    assertEquals(202, intake.status(Call.series(BODY).with("DD-API-KEY", "another")));
  }

  @Test
  void neverShowsKeyWhenRequestIsAtFault() throws Exception {
    String key = "fedcba98765432100123456789ABCDEF";
    intake.status(Call.post("/v1/input/" + key + "?api_key=" + key, BODY));
    intake.status(Call.get("/api/v1/validate?api_key=" + key).with("DD-API-KEY", key));

    String violations = intake.send(Call.get("/emulator/violations")).body();

    assertEquals(
        List.of(Rule.ROUTE_UNKNOWN, Rule.KEY_IN_QUERY, Rule.KEY_UNKNOWN), intake.brokenRules());
    assertFalse(violations.contains(key), violations);
  }

  @Test
  void unpacksEveryDocumentedEncoding() throws Exception {
    intake.status(encoded("deflate", Packed.zlib(BODY)));
    intake.status(encoded("gzip", Packed.gzip(BODY)));
    intake.status(encoded("identity", BODY));

    assertEquals(List.of(), intake.brokenRules());
    assertEquals(1, intake.emulator().metrics().total("shop.orders"));
  }

  @Test
  void refusesGzipWhenBytesFollowItsEnd() throws Exception {
    for (int trailing : new int[] {1, 100}) {
      byte[] packed = Packed.withTrailingBytes(Packed.gzip(BODY), trailing);

      assertEquals(400, intake.status(encoded("gzip", packed)));
    }

    assertEquals(List.of(Rule.BODY_TRAILING_BYTES, Rule.BODY_TRAILING_BYTES), intake.brokenRules());
  }

  @Test
  void refusesStreamWhenItIsCutShort() throws Exception {
    for (byte[] packed : List.of(Packed.gzip(BODY), new byte[0])) {
      byte[] cut = Arrays.copyOf(packed, packed.length / 2);

      assertEquals(400, intake.status(encoded("gzip", cut)));
      assertEquals(400, intake.status(encoded("deflate", cut)));
    }

    assertEquals(
        List.of(
            Rule.BODY_NOT_DECOMPRESSIBLE,
            Rule.BODY_NOT_DECOMPRESSIBLE,
            Rule.BODY_NOT_DECOMPRESSIBLE,
            Rule.BODY_NOT_DECOMPRESSIBLE),
        intake.brokenRules());
  }

  @Test
  void refusesBombWithoutUnpackingIt() throws Exception {
    byte[] bomb = Packed.gzip(new byte[64 << 20]);

    assertEquals(413, intake.status(encoded("gzip", bomb)));
    assertEquals(List.of(Rule.BODY_TOO_LARGE_UNCOMPRESSED), intake.brokenRules());
  }

  @Test
  void answersWhenRefusedBodyIsLargerThanTheLimit() throws Exception {
    assertEquals(413, intake.status(Call.sketches(new byte[10 << 20])));
    assertEquals(List.of(Rule.BODY_TOO_LARGE_COMPRESSED), intake.brokenRules());
  }

  @Test
  void answers500WhenTheEmulatorItselfFails() throws Exception {
    try (TestIntake failing =
        new TestIntake(
            settings ->
                settings.withOnViolation(
                    violation -> {
                      throw new IllegalStateException("listener");
                    }))) {
      assertEquals(500, failing.status(Call.series(BODY).with("User-Agent", "")));
    }
  }

  private static Call encoded(String encoding, byte[] body) {
    return Call.series(body).with("Content-Encoding", encoding);
  }
}
