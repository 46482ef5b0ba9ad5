package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.http.Answer;
import io.tagalong.sidecar.http.Handler;
import io.tagalong.sidecar.http.Refusal;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Clock;
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
  private final Inlet inlet;
  private final Clock clock;
  private final Telemetry telemetry;

  /** By path. Replaced as a whole by the reloading thread, read by those of the connections. */
  private volatile Map<String, Intake> intakes = Map.of();

  public WebhookReceiver(List<Webhook> webhooks, Inlet inlet, Clock clock, Telemetry telemetry) {
    this.inlet = inlet;
    this.clock = clock;
    this.telemetry = telemetry;
    replace(webhooks);
  }

  /** Takes these webhooks from now on. What came lately at a path that stays is not forgotten. */
  public synchronized void replace(List<Webhook> webhooks) {
    Map<String, Intake> newer = new HashMap<>();
    for (Webhook webhook : webhooks) {
      Intake known = intakes.get(webhook.path());
      newer.put(
          webhook.path(),
          known == null ? new Intake(webhook, inlet, telemetry) : known.describedBy(webhook));
    }
    intakes = Map.copyOf(newer);
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
    if (!intake.admits(request, clock.instant())) {
      throw new RefusedException(Refusal.UNAUTHORIZED);
    }
    synchronized (this) {
      intake.take(request);
    }
    return Answer.ACCEPTED;
  }
}
