package io.tagalong.sidecar.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.webhook.Authentication.Algorithm;
import io.tagalong.sidecar.webhook.Authentication.Signature;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vector is the one that GitHub publishes in "Validating webhook deliveries". */
final class AuthenticationTest {
  private static final String SHA256 =
      "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  private static final Secret SECRET = new Secret.Fixed("It's a Secret to Everybody");
  private static final Secret OTHER = new Secret.Fixed("another");

  private final Authentication signed =
      new Authentication.Signed(
          List.of(
              new Signature("X-Signature-256", Algorithm.SHA256),
              new Signature("X-Signature", Algorithm.SHA1)));

  @Test
  void admitsWhoSignsWithOneOfTheSecrets() {
    assertTrue(signed.admits(request("x-signature-256", SHA256), List.of(OTHER, SECRET)));
  }

  @Test
  void refusesWhoSignsWithNoneOfThem() {
    assertFalse(signed.admits(request("x-signature-256", SHA256), List.of(OTHER)));
    assertFalse(signed.admits(request("x-signature-256", SHA256), List.of()));
    assertFalse(signed.admits(request("x-signature-256", "sha256="), List.of(SECRET)));
    assertFalse(signed.admits(request("x-signature", SHA256), List.of(SECRET)));
    assertFalse(signed.admits(request("x-other", SHA256), List.of(SECRET)));
  }

  @Test
  void admitsWhoKnowsTheKey() {
    Authentication key = new Authentication.Key("DD-API-KEY");

    assertTrue(key.admits(request("dd-api-key", "another"), List.of(SECRET, OTHER)));
    assertFalse(key.admits(request("dd-api-key", "anothe"), List.of(SECRET, OTHER)));
    assertFalse(key.admits(request("other", "another"), List.of(SECRET, OTHER)));
  }

  private static Request request(String header, String value) {
    return new Request(
        "POST", "/x", Map.of(header, List.of(value)), "Hello, World!".getBytes(UTF_8));
  }
}
