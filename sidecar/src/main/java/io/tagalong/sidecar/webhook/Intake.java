package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.http.JsonBody;
import io.tagalong.sidecar.http.Refusal;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.json.JsonReader;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One webhook at work: turns the requests to its path into batches, each webhook once.
 *
 * <p>Threads: guarded by its receiver.
 */
final class Intake {
  /** Of a body once it is decompressed. */
  private static final int MAX_BYTES = 4 << 20;

  private final Webhook webhook;
  private final Inlet inlet;
  private final Telemetry telemetry;
  private final RepeatFilter repeats = new RepeatFilter();
  private final Optional<Histories> histories;

  Intake(Webhook webhook, Inlet inlet, Telemetry telemetry) {
    this.webhook = webhook;
    this.inlet = inlet;
    this.telemetry = telemetry;
    this.histories =
        webhook.content() instanceof Content.Ruled ruled
            ? ruled.sequence().map(Histories::new)
            : Optional.empty();
  }

  /** Whether the request comes from who may send it; reads nothing but headers and signature. */
  boolean admits(Request request) {
    return webhook.authentication().admits(request, webhook.secrets());
  }

  void take(Request request) throws RefusedException {
    Message message =
        Message.of(JsonBody.read(request, MAX_BYTES, JsonReader::read), request.headers());
    Optional<String> key = key(request, message);
    if (key.isPresent() && repeats.contains(key.get())) {
      telemetry.add(SelfMetric.WEBHOOKS_REPEATED, 1);
      return;
    }
    Batch batch = map(message);
    if (!batch.isEmpty() && !inlet.offer(batch)) {
      // It is not remembered, so that its sender may try again.
      throw new RefusedException(Refusal.QUEUE_FULL);
    }
    key.ifPresent(repeats::add);
    telemetry.add(batch.isEmpty() ? SelfMetric.WEBHOOKS_IGNORED : SelfMetric.WEBHOOKS, 1);
  }

  private Batch map(Message message) throws RefusedException {
    BatchBuilder batch = new BatchBuilder(telemetry);
    if (webhook.content() instanceof Content.Series series) {
      new SeriesMapping(series, telemetry).map(message.body(), batch);
    } else if (webhook.content() instanceof Content.Ruled ruled) {
      Message whole = histories.map(known -> known.extend(message)).orElse(message);
      ruled.rules().forEach(rule -> rule.apply(whole, batch));
    }
    return batch.build();
  }

  private Optional<String> key(Request request, Message message) {
    return webhook.content() instanceof Content.Ruled ruled
        ? key(ruled, message)
        : Optional.of(digest(request.body()));
  }

  private static Optional<String> key(Content.Ruled ruled, Message message) {
    StringBuilder key = new StringBuilder();
    for (Chain part : ruled.onceFor()) {
      Optional<String> text = part.text(message);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      key.append(text.get()).append('\n');
    }
    return key.isEmpty() ? Optional.empty() : Optional.of(key.toString());
  }

  /** A body that is the same to the last byte, its timestamps included, was sent again. */
  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
