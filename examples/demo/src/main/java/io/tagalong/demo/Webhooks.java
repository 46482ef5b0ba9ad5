package io.tagalong.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Stands for the systems that tell by webhook: signs what they would send and posts it. */
final class Webhooks {
  private static final String ALGORITHM = "HmacSHA256";

  /** What a notification policy of Spacelift posts when a run has ended. */
  private static final String RUN =
      """
      {"account": {"name": "acme"},
       "run_updated": {
         "state": "FINISHED",
         "run": {"id": "01DEMO", "type": "TRACKED", "state": "FINISHED", "branch": "main",
           "commit": {"branch": "main"}, "drift_detection": false, "updated_at": 1700000000000000003,
           "changes": [
             {"action": "added", "phase": "plan"},
             {"action": "added", "phase": "plan"},
             {"action": "changed", "phase": "plan"}]},
         "stack": {"id": "shop", "space": {"id": "root"}},
         "timing": [
           {"state": "PLANNING", "duration": 12000000000},
           {"state": "APPLYING", "duration": 34000000001}]}}
      """;

  /** What Statsig posts when something has changed in a project; with the time in milliseconds. */
  private static final String CHANGE =
      """
      {"data": [
        {"eventName": "statsig::config_change",
         "timestamp": %s,
         "user": {"name": "Ann", "email": "ann@example.com"},
         "metadata": {"type": "Gate", "name": "new_checkout", "action": "updated",
           "environment": "production", "description": "Open to everyone"}}]}
      """;

  private static final List<String> RUN_TAGS =
      List.of(
          "account:acme",
          "branch:main",
          "drift_detection:false",
          "final_state:finished",
          "run_type:tracked",
          "space:root",
          "stack:shop",
          "worker_pool:public");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI sidecar;

  Webhooks(URI sidecar) {
    this.sidecar = sidecar;
  }

  /** Tells of a run, three times, as Spacelift does when it is unsure whether it was heard. */
  Scene endRun(String secret) throws DemoFailedException, IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      String signature = "sha256=" + hmac(secret, RUN);
      post("/webhook/spacelift", RUN, "X-Signature-256", signature);
    }
    String run = "spacelift.integration.run.";
    return new Scene(
        "Spacelift: a run ends, and its signed webhook tells the sidecar, three times to be sure",
        List.of("spacelift."),
        Map.of(
            Name.ofSeries(run + "count", RUN_TAGS), 1L,
            Name.ofSeries(run + "timing", withTag("state:planning")), 12_000_000_000L,
            Name.ofSeries(run + "timing", withTag("state:applying")), 34_000_000_001L,
            Name.ofSeries(run + "resources", withTag("change_type:added")), 2L,
            Name.ofSeries(run + "resources", withTag("change_type:changed")), 1L,
            Name.ofSeries(run + "resources", withTag("change_type:deleted")), 0L,
            Name.ofSeries(run + "resources", withTag("change_type:replaced")), 0L));
  }

  /** Tells that somebody has switched a gate on. */
  Scene changeGate(String secret) throws DemoFailedException, IOException, InterruptedException {
    String now = String.valueOf(System.currentTimeMillis());
    String body = CHANGE.formatted(now);
    post(
        "/webhook/statsig",
        body,
        "X-Statsig-Request-Timestamp",
        now,
        "X-Statsig-Signature",
        "v0=" + hmac(secret, "v0:" + now + ":" + body));
    return new Scene(
        "Statsig: somebody changes a gate, and its signed webhook tells the sidecar",
        List.of("event \"Statsig"),
        Map.of(
            Name.ofEvent(
                "Statsig Gate new_checkout updated",
                List.of(
                    "action:updated",
                    "environment:production",
                    "name:new_checkout",
                    "type:Gate",
                    "user:Ann")),
            1L));
  }

  private static List<String> withTag(String tag) {
    return Stream.concat(RUN_TAGS.stream(), Stream.of(tag)).toList();
  }

  private void post(String path, String body, String... headers)
      throws DemoFailedException, IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(sidecar.resolve(path))
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 202) {
      throw new DemoFailedException(
          "the sidecar answered "
              + status
              + " to a webhook at "
              + path
              + "; docs/webhooks.md"
              + " says what that means");
    }
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
