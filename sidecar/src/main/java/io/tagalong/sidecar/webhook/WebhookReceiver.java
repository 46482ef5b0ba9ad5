package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.http.Answer;
import io.tagalong.sidecar.http.Handler;
import io.tagalong.sidecar.http.Refusal;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes webhooks by their paths. A sender is told as soon as its webhook is on its way to the
 * aggregation, and never waits for a delivery: some switch a webhook off that fails ten times.
 *
 * <p>Threads: those of the connections, any number at a time. Who sends is checked beside one
 * another; bodies are parsed one at a time, so that the memory for them is that of one.
 */
public final class WebhookReceiver implements Handler {
  private final Map<String, Intake> intakes = new HashMap<>();

  public WebhookReceiver(List<Webhook> webhooks, Inlet inlet, Telemetry telemetry) {
    for (Webhook webhook : webhooks) {
      intakes.put(webhook.path(), new Intake(webhook, inlet, telemetry));
    }
  }

  @Override
  public Answer handle(Request request) throws RefusedException {
    Intake intake = intakes.get(request.path());
    if (intake == null) {
      throw new RefusedException(Refusal.UNKNOWN_PATH);
    }
    if (!request.method().equals("POST")) {
      throw new RefusedException(Refusal.UNKNOWN_METHOD);
    }
    if (!intake.admits(request)) {
      throw new RefusedException(Refusal.UNAUTHORIZED);
    }
    synchronized (this) {
      intake.take(request);
    }
    return Answer.ACCEPTED;
  }
}
