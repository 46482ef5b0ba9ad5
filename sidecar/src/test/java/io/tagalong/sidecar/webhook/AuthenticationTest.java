package io.tagalong.sidecar.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.webhook.Authentication.Scheme;
import io.tagalong.sidecar.webhook.Authentication.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vector of SHA-256 is the one that GitHub publishes in "Validating webhook deliveries"; that
 * of the timed scheme was computed with Python's {@code hmac}.
 */
final class AuthenticationTest {
  private static final String SHA256 =
      "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  private static final String V0 =
      "v0=08c89b6acbfd1fe3d67f01a6ec8c6b4505c3602ca875cfb82a329d03bf44dbd3";
  private static final String SIGNED_MILLIS = "1671672194836";
  private static final Secret SECRET = new Secret.Fixed("It's a Secret to Everybody");
  private static final Secret OTHER = new Secret.Fixed("another");
  private static final List<Secret> TIMED_SECRET = List.of(new Secret.Fixed("shh"));
  private static final Instant NOW = Instant.ofEpochMilli(1671672194836L);

  private final Authentication signed =
      new Authentication.Signed(
          List.of(
              new Signature("X-Signature-256", Scheme.SHA256, ""),
              new Signature("X-Signature", Scheme.SHA1, "")));

  private final Authentication timed =
      new Authentication.Signed(List.of(new Signature("X-Signature", Scheme.V0, "X-Time")));

  @Test
  void admitsWhoSignsWithOneOfTheSecrets() {
    assertTrue(signed.admits(request("x-signature-256", SHA256), List.of(OTHER, SECRET), NOW));
  }

  @Test
  void refusesWhoSignsWithNoneOfThem() {
    assertFalse(signed.admits(request("x-signature-256", SHA256), List.of(OTHER), NOW));
    assertFalse(signed.admits(request("x-signature-256", SHA256), List.of(), NOW));
    assertFalse(signed.admits(request("x-signature-256", "sha256="), List.of(SECRET), NOW));
    assertFalse(signed.admits(request("x-signature", SHA256), List.of(SECRET), NOW));
    assertFalse(signed.admits(request("x-other", SHA256), List.of(SECRET), NOW));
  }

  @ParameterizedTest
  @CsvSource({"0, true", "300, true", "-300, true", "301, false", "-301, false"})
  void admitsWhoSignsTheTimeWhenItIsFiveMinutesOffAtMost(long secondsLater, boolean admitted) {
    Request request = request(Map.of("x-signature", List.of(V0), "x-time", List.of(SIGNED_MILLIS)));

    assertEquals(admitted, timed.admits(request, TIMED_SECRET, NOW.plusSeconds(secondsLater)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1671672194837", "1671672194", "", "now", "-1", "9999999999999999"})
  void refusesWhoSignedAnotherTime(String time) {
    Request request = request(Map.of("x-signature", List.of(V0), "x-time", List.of(time)));

    assertFalse(timed.admits(request, TIMED_SECRET, NOW));
  }

  @Test
  void refusesWhoLeavesTheTimeOutOrGivesTwo() {
    List<String> two = List.of(SIGNED_MILLIS, SIGNED_MILLIS);

    assertFalse(timed.admits(request("x-signature", V0), TIMED_SECRET, NOW));
    assertFalse(
        timed.admits(
            request(Map.of("x-signature", List.of(V0), "x-time", two)), TIMED_SECRET, NOW));
  }

  @Test
  void admitsWhoKnowsTheKey() {
    Authentication key = new Authentication.Key("DD-API-KEY");

    assertTrue(key.admits(request("dd-api-key", "another"), List.of(SECRET, OTHER), NOW));
    assertFalse(key.admits(request("dd-api-key", "anothe"), List.of(SECRET, OTHER), NOW));
    assertFalse(key.admits(request("other", "another"), List.of(SECRET, OTHER), NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "another, true",
    "Bearer another, true",
    "bearer  another, true",
    "Bearer, false",
    "Basic another, false",
    "Bearer Bearer another, false",
  })
  void admitsWhoBearsTheKeyAsAToken(String value, boolean admitted) {
    Authentication key = new Authentication.Key("Authorization");

    assertEquals(admitted, key.admits(request("authorization", value), List.of(OTHER), NOW));
  }

  private static Request request(String header, String value) {
    return request(Map.of(header, List.of(value)));
  }

  private static Request request(Map<String, List<String>> headers) {
    return new Request("POST", "/x", headers, "Hello, World!".getBytes(UTF_8));
  }
}
