package io.tagalong.intake.json;

import io.tagalong.intake.item.Event;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** The bodies of the two event routes; the names are those of Datadog's API reference. */
public final class EventJson {
  private static final Set<String> PRIORITIES = Set.of("normal", "low");
  private static final Set<String> ALERT_TYPES =
      Set.of("error", "warning", "info", "success", "user_update", "recommendation", "snapshot");
  private static final Set<String> CHANGED = Set.of("feature_flag", "configuration");
  private static final Set<String> AUTHORS = Set.of("user", "system", "api", "automation");
  private static final Set<String> STATUSES = Set.of("warn", "error", "ok");
  private static final Set<String> LINKS = Set.of("runbook", "documentation", "dashboard");

  private EventJson() {}

  /** Decodes the body of /api/v1/events. */
  public static Event v1(byte[] body, long nowSeconds) throws Refusal {
    JsonObject event = StrictJson.object(body);
    oneOf(event, "priority", PRIORITIES);
    oneOf(event, "alert_type", ALERT_TYPES);
    event.text("aggregation_key", "");
    event.text("source_type_name", "");
    event.text("device_name", "");
    event.integer("related_event_id", 0);
    Event decoded =
        new Event(
            event.text("title"),
            event.text("text"),
            event.integer("date_happened", nowSeconds),
            event.text("host", ""),
            event.texts("tags"),
            event.all());
    event.refuseOthers();
    return decoded;
  }

  /** Decodes the body of /api/v2/events. */
  public static Event v2(byte[] body, long nowSeconds) throws Refusal {
    JsonObject envelope = StrictJson.object(body);
    JsonObject data = envelope.object("data");
    envelope.refuseOthers();
    if (!data.text("type").equals("event")) {
      throw new Refusal(Rule.EVENT_VALUE_UNKNOWN, "the type of data is not 'event'");
    }
    JsonObject attributes = data.object("attributes");
    data.refuseOthers();
    String category = attributes.text("category");
    switch (category) {
      case "change" -> checkChange(attributes.object("attributes"));
      case "alert" -> checkAlert(attributes.object("attributes"));
      default ->
          throw new Refusal(
              Rule.EVENT_VALUE_UNKNOWN,
              "category '%s' is none of change, alert".formatted(category));
    }
    attributes.text("aggregation_key", "");
    oneOf(attributes, "integration_id", Set.of("custom-events"));
    Event decoded =
        new Event(
            attributes.text("title"),
            attributes.text("message", ""),
            attributes.has("timestamp") ? seconds(attributes.text("timestamp")) : nowSeconds,
            attributes.text("host", ""),
            attributes.texts("tags"),
            attributes.all());
    attributes.refuseOthers();
    return decoded;
  }

  private static void checkChange(JsonObject change) throws Refusal {
    checkNamed(change.object("changed_resource"), CHANGED);
    if (change.has("author")) {
      checkNamed(change.object("author"), AUTHORS);
    }
    for (JsonObject impacted : change.optionalObjects("impacted_resources")) {
      checkNamed(impacted, Set.of("service"));
    }
    for (String free : List.of("prev_value", "new_value", "change_metadata")) {
      optionalObject(change, free);
    }
    change.refuseOthers();
  }

  /** A thing with a name and a type. */
  private static void checkNamed(JsonObject named, Set<String> types) throws Refusal {
    named.text("name");
    required(named, "type", types);
    named.refuseOthers();
  }

  private static void checkAlert(JsonObject alert) throws Refusal {
    required(alert, "status", STATUSES);
    oneOf(alert, "priority", Set.of("1", "2", "3", "4", "5"));
    optionalObject(alert, "custom");
    for (JsonObject link : alert.optionalObjects("links")) {
      required(link, "category", LINKS);
      link.text("url");
      link.text("title", "");
      link.refuseOthers();
    }
    alert.refuseOthers();
  }

  /** An object in which the sender may put what it likes. */
  private static void optionalObject(JsonObject parent, String name) throws Refusal {
    if (parent.has(name)) {
      JsonObject unused = parent.object(name);
    }
  }

  private static void oneOf(JsonObject object, String name, Set<String> known) throws Refusal {
    if (object.has(name)) {
      required(object, name, known);
    }
  }

  private static void required(JsonObject object, String name, Set<String> known) throws Refusal {
    String value = object.text(name);
    if (!known.contains(value)) {
      throw new Refusal(Rule.EVENT_VALUE_UNKNOWN, "%s '%s'".formatted(name, value));
    }
  }

  private static long seconds(String timestamp) throws Refusal {
    try {
      return OffsetDateTime.parse(timestamp).toEpochSecond();
    } catch (DateTimeException e) {
      throw new Refusal(Rule.JSON_FIELD_MISTYPED, "timestamp is no date of ISO 8601");
    }
  }
}
