package io.tagalong.sidecar.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Encodes what is no metric: events, service checks, logs and changes of feature flags, as JSON. It
 * keeps nothing between calls, so that any thread may use it.
 *
 * <p>Only fields that the routes know are written, since some refuse a whole body for one more.
 * Texts over a limit are cut, never within a character. The limits are those of Datadog's API
 * reference for each route.
 */
public final class MessageEncoder {

  /** "Post an event" (v1). */
  private static final int MAX_EVENT_TEXT = 4000;

  private static final int MAX_AGGREGATION_KEY = 100;

  /** "Post an event" (v2). */
  private static final int MAX_CHANGE_TITLE = 500;

  private static final int MAX_CHANGE_MESSAGE = 4000;
  private static final int MAX_CHANGE_NAME = 128;
  private static final int MAX_CHANGE_LIST = 100;
  private static final int MAX_CHANGE_HOST = 255;

  /**
   * "Send logs" (v2): Datadog cuts an entry at 1 MB. The Agent cuts the message at 900 000 bytes,
   * which leaves the other fields room.
   */
  private static final int MAX_LOG_BYTES = 1_000_000;

  private static final int MAX_LOG_MESSAGE_BYTES = 900_000;
  private static final String LOG_NAME = "the log entry";
  private static final String CUT = "...TRUNCATED...";

  private MessageEncoder() {}

  /** One body for each event. */
  public static Encoded events(List<EventItem> events, long nowSeconds, EncodeOptions options) {
    return pack(
        BodyKind.EVENTS,
        new JsonItems<>(events, event -> "the event", MessageEncoder::json),
        nowSeconds,
        options);
  }

  /** Bodies of many checks. */
  public static Encoded checks(List<CheckItem> checks, long nowSeconds, EncodeOptions options) {
    return pack(
        BodyKind.CHECKS,
        new JsonItems<>(checks, CheckItem::check, MessageEncoder::json),
        nowSeconds,
        options);
  }

  /** Bodies of many entries. */
  public static Encoded logs(List<LogItem> logs, long nowSeconds, EncodeOptions options) {
    List<byte[]> fitting = new ArrayList<>();
    List<Oversized> oversized = new ArrayList<>();
    for (LogItem log : logs) {
      byte[] json = json(log);
      if (json.length <= MAX_LOG_BYTES) {
        fitting.add(json);
      } else {
        oversized.add(new Oversized(BodyKind.LOGS, LOG_NAME));
      }
    }
    Items items = new JsonItems<>(fitting, json -> LOG_NAME, json -> json);
    return pack(BodyKind.LOGS, items, nowSeconds, options).and(new Encoded(List.of(), oversized));
  }

  /** One body for each change. */
  public static Encoded changes(List<ChangeItem> changes, long nowSeconds, EncodeOptions options) {
    return pack(
        BodyKind.CHANGE_EVENTS,
        new JsonItems<>(changes, change -> "the change", MessageEncoder::json),
        nowSeconds,
        options);
  }

  private static Encoded pack(BodyKind kind, Items items, long nowSeconds, EncodeOptions options) {
    Encoding encoding = options.encoding(kind);
    return new BodyPacker(
            kind, BodyLimits.of(kind), encoding, DeliveryMode.AT_LEAST_ONCE, nowSeconds)
        .pack(items);
  }

  private static byte[] json(EventItem event) {
    String key = event.aggregationKey();
    JsonWriter json =
        new JsonWriter()
            .text("title", event.title())
            .text("text", TextLimit.characters(event.text(), MAX_EVENT_TEXT))
            .number("date_happened", event.happenedSeconds())
            .text("host", event.host())
            .text(
                "aggregation_key",
                key == null ? null : TextLimit.characters(key, MAX_AGGREGATION_KEY))
            .text("source_type_name", event.sourceTypeName())
            .text("priority", event.priority())
            .text("alert_type", event.alertType())
            .texts("tags", event.tags());
    return json.toBytes();
  }

  private static byte[] json(CheckItem check) {
    JsonWriter json =
        new JsonWriter()
            .text("check", check.check())
            .text("host_name", check.host())
            .number("status", check.status())
            .number("timestamp", check.timestampSeconds())
            .text("message", check.message())
            .texts("tags", check.tags());
    return json.toBytes();
  }

  /** Escapes can make a message longer than it is, so a long one is measured and cut again. */
  private static byte[] json(LogItem log) {
    byte[] json = json(log, log.message());
    for (int max = MAX_LOG_MESSAGE_BYTES; json.length > MAX_LOG_BYTES && max > 0; max /= 2) {
      String message = log.message();
      String cut = TextLimit.utf8Bytes(message, max);
      json = json(log, cut.equals(message) ? message : cut + CUT);
    }
    return json;
  }

  private static byte[] json(LogItem log, String message) {
    JsonWriter json =
        new JsonWriter()
            .text("message", message)
            .text("ddsource", log.source())
            .text("ddtags", log.tags())
            .text("hostname", log.host())
            .text("service", log.service())
            .text("status", log.status());
    log.timestampMillis().ifPresent(millis -> json.number("timestamp", millis));
    new TreeMap<>(log.fields()).forEach(json::node);
    return json.toBytes();
  }

  private static byte[] json(ChangeItem change) {
    JsonWriter attributes =
        new JsonWriter()
            .object(
                "changed_resource",
                new JsonWriter()
                    .text("type", "feature_flag")
                    .text("name", TextLimit.characters(change.flag(), MAX_CHANGE_NAME)));
    if (!change.author().isEmpty()) {
      attributes.object(
          "author",
          new JsonWriter()
              .text("type", "user")
              .text("name", TextLimit.characters(change.author(), MAX_CHANGE_NAME)));
    }
    attributes.objects(
        "impacted_resources",
        first(change.services()).stream()
            .map(service -> new JsonWriter().text("type", "service").text("name", service))
            .toList());
    JsonWriter event =
        new JsonWriter()
            .text("category", "change")
            .text("title", TextLimit.characters(change.title(), MAX_CHANGE_TITLE))
            .text("message", TextLimit.characters(change.message(), MAX_CHANGE_MESSAGE))
            .texts("tags", first(change.tags()))
            .text("host", TextLimit.characters(change.host(), MAX_CHANGE_HOST))
            .text("timestamp", change.changedAt())
            .text("integration_id", "custom-events")
            .object("attributes", attributes);
    JsonWriter data = new JsonWriter().text("type", "event").object("attributes", event);
    return new JsonWriter().object("data", data).toBytes();
  }

  private static List<String> first(List<String> texts) {
    return texts.subList(0, Math.min(texts.size(), MAX_CHANGE_LIST));
  }
}
