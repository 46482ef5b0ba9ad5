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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One webhook at work: turns the requests to its path into batches, each message once.
 *
 * <p>Threads: guarded by its receiver.
 */
final class Intake {
  /** Of a body once it is decompressed. */
  static final int MAX_BYTES = 4 << 20;

  private final Webhook webhook;
  private final Inlet inlet;
  private final Telemetry telemetry;
  private final RepeatFilter repeats;
  private final Optional<Histories> histories;

  private Intake(
      Webhook webhook,
      Inlet inlet,
      Telemetry telemetry,
      RepeatFilter repeats,
      Optional<Histories> histories) {
    this.webhook = webhook;
    this.inlet = inlet;
    this.telemetry = telemetry;
    this.repeats = repeats;
    this.histories = histories;
  }

  Intake(Webhook webhook, Inlet inlet, Telemetry telemetry) {
    this(webhook, inlet, telemetry, new RepeatFilter(), sequence(webhook).map(Histories::new));
  }

  /** The same webhook by another description, knowing what came so far. */
  Intake describedBy(Webhook newer) {
    boolean same = sequence(newer).equals(sequence(webhook));
    return new Intake(
        newer, inlet, telemetry, repeats, same ? histories : sequence(newer).map(Histories::new));
  }

  /** Whether the request comes from who may send it; reads nothing but headers and signature. */
  boolean admits(Request request, Instant now) {
    return webhook.authentication().admits(request, webhook.secrets(), now);
  }

  /** Takes all that a request holds, or refuses it as a whole. */
  void take(Request request) throws RefusedException {
    BatchBuilder batch = new BatchBuilder(telemetry);
    Set<String> keys = new HashSet<>();
    List<SelfMetric> outcomes = new ArrayList<>();
    for (Message message : messages(request)) {
      outcomes.add(add(message, key(request, message), batch, keys));
    }
    if (batch.hasOverflowed()) {
      throw new RefusedException(Refusal.BODY_TOO_LARGE);
    }
    Batch whole = batch.build();
    if (!whole.isEmpty() && !inlet.offer(whole)) {
      // Nothing is remembered, so that its sender may try again.
      throw new RefusedException(Refusal.QUEUE_FULL);
    }
    keys.forEach(repeats::add);
    outcomes.forEach(outcome -> telemetry.add(outcome, 1));
    if (outcomes.isEmpty()) {
      telemetry.add(SelfMetric.WEBHOOKS_IGNORED, 1);
    }
  }

  /**
   * Adds what a message becomes, and to the keys its own if it becomes anything. Returns what is to
   * be counted if the request is taken.
   */
  private SelfMetric add(
      Message message, Optional<String> key, BatchBuilder batch, Set<String> keys)
      throws RefusedException {
    if (!wants(message)) {
      return SelfMetric.WEBHOOKS_IGNORED;
    }
    if (key.filter(known -> keys.contains(known) || repeats.contains(known)).isPresent()) {
      return SelfMetric.WEBHOOKS_REPEATED;
    }
    int before = batch.outputs();
    map(message, batch);
    if (batch.outputs() == before) {
      return SelfMetric.WEBHOOKS_IGNORED;
    }
    key.ifPresent(keys::add);
    return SelfMetric.WEBHOOKS;
  }

  private List<Message> messages(Request request) throws RefusedException {
    Set<String> options =
        webhook.content() instanceof Content.Ruled ruled ? ruled.options() : Set.of();
    Message whole =
        Message.of(JsonBody.read(request, MAX_BYTES, JsonReader::read), request.headers(), options);
    return webhook.content() instanceof Content.Ruled ruled && ruled.each().isPresent()
        ? ruled.each().get().items(whole).stream().map(whole::of).toList()
        : List.of(whole);
  }

  private boolean wants(Message message) {
    return !(webhook.content() instanceof Content.Ruled ruled) || ruled.wanted().hold(message);
  }

  private void map(Message message, BatchBuilder batch) throws RefusedException {
    if (webhook.content() instanceof Content.Series series) {
      new SeriesMapping(series, telemetry).map(message.body(), batch);
    } else if (webhook.content() instanceof Content.Ruled ruled) {
      Message whole = histories.map(known -> known.extend(message)).orElse(message);
      ruled.rules().forEach(rule -> rule.apply(whole, batch));
    }
  }

  private static Optional<Sequence> sequence(Webhook webhook) {
    return webhook.content() instanceof Content.Ruled ruled ? ruled.sequence() : Optional.empty();
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
