package io.tagalong.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tagalong.intake.store.HeldMetrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.io.TempDir;

/** A test that sends webhooks to the sidecar's jar as their senders do, on to a strict intake. */
public abstract class WebhookTest extends IntakeTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder = Path.of("");

  /**
   * Starts a sidecar.
   *
   * @param rules what stands under {@code webhook_rules}
   * @param secrets more of its environment
   */
  protected final SidecarProcess start(String rules, Map<String, String> secrets) throws Exception {
    Path file =
        Files.writeString(folder.resolve("sidecar.yaml"), "webhook_rules:\n" + rules.indent(2));
    Map<String, String> environment = new HashMap<>(secrets);
    environment.put("DD_API_KEY", SidecarProcess.API_KEY);
    return SidecarProcess.start(intake, environment, "--config", file.toString());
  }

  /** Posts a body to a path. Returns the status. */
  protected final int post(
      SidecarProcess sidecar, String path, String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sidecar.httpUrl() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  /** The HMAC-SHA256 of a text, in hexadecimal digits. */
  protected static String hmac(String secret, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }

  /**
   * Ends the sidecar, and checks that nothing private is in anything that it has said or sent.
   *
   * @param secrets that the test has put in, besides the API key
   * @return all that has arrived
   */
  protected final HeldMetrics terminate(SidecarProcess sidecar, String... secrets)
      throws Exception {
    JavaProcess.Result ended = sidecar.terminate();
    assertEquals(0, ended.status(), ended.err());
    assertEquals(List.of(), intake.violations());
    String all = ended.err() + ended.out() + intake.table() + intake.held();
    assertFalse(all.contains(SidecarProcess.API_KEY), "a key left: " + all);
    for (String secret : secrets) {
      assertFalse(all.contains(secret), "what is private left: " + all);
    }
    return intake.metrics();
  }

  /** How many requests were refused for the reason. */
  protected static double rejected(HeldMetrics held, String reason) {
    return held.total("tagalong.sidecar.http.requests.rejected", "reason:" + reason);
  }
}
