package io.tagalong.intake.http;

import io.tagalong.intake.item.Dashboard;
import io.tagalong.intake.item.Event;
import io.tagalong.intake.json.StrictJson;
import io.tagalong.intake.net.Answer;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers of the real service, as recorded in the tests of Datadog's own API client. */
final class Replies {
  private static final String JSON = "application/json";

  /** What the routes of version 1 say. */
  private static final String TEXT_JSON = "text/json";

  private Replies() {}

  static Answer metricsV2() {
    return Answer.of(202, JSON, "{\"errors\":[]}");
  }

  static Answer acceptedV1() {
    return Answer.of(202, TEXT_JSON, "{\"status\":\"ok\"}");
  }

  static Answer logs() {
    return Answer.of(202, JSON, "{}");
  }

  static Answer valid() {
    return Answer.of(200, JSON, "{\"valid\":true}");
  }

  static Answer eventV1(Event event, long number) {
    Map<String, Object> echo = new LinkedHashMap<>();
    echo.put("id", number);
    echo.put("title", event.title());
    echo.put("text", event.text());
    echo.put("date_happened", event.timestampSeconds());
    echo.put("tags", event.tags());
    return Answer.of(202, TEXT_JSON, StrictJson.write(Map.of("status", "ok", "event", echo)));
  }

  static Answer eventV2(long number) {
    Map<String, Object> id = Map.of("evt", Map.of("id", Long.toString(number)));
    Map<String, Object> data = Map.of("type", "event", "attributes", Map.of("attributes", id));
    return Answer.of(202, JSON, StrictJson.write(Map.of("data", data)));
  }

  static Answer dashboard(Dashboard dashboard, long number) {
    Map<String, Object> created = new LinkedHashMap<>();
    created.put("id", "emulated-" + number);
    created.put("title", dashboard.title());
    created.put("layout_type", dashboard.layoutType());
    created.put("url", "/dashboard/emulated-" + number);
    created.put("widgets", List.of());
    return Answer.of(200, JSON, StrictJson.write(created));
  }

  static Answer errors(int status, String error) {
    return Answer.of(status, JSON, errorsText(error));
  }

  /**
   * @param route empty if there is none at the path
   */
  static Answer refused(Optional<IntakeRoute> route, Refusal refusal) {
    Rule rule = refusal.rule();
    int status = rule.consequence().status();
    if (status == 401 || status == 403) {
      return errors(status, status == 401 ? "Unauthorized" : "Forbidden");
    }
    String error = rule.id() + ": " + refusal.detail();
    if (status == 400 && route.equals(Optional.of(IntakeRoute.EVENTS_V2))) {
      return jsonApiError(status, "Bad Request", error);
    }
    if (rule == Rule.EVENT_TOO_OLD) {
      // JSON under this type is what the real service was seen to send.
      return Answer.of(status, "text/plain; charset=utf-8", errorsText(refusal.detail()));
    }
    return errors(status, error);
  }

  /** An error as version 2 of the events words it. */
  private static Answer jsonApiError(int status, String title, String detail) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("status", Integer.toString(status));
    error.put("title", title);
    error.put("detail", detail);
    return Answer.of(status, JSON, StrictJson.write(Map.of("errors", List.of(error))));
  }

  private static String errorsText(String error) {
    return StrictJson.write(Map.of("errors", List.of(error)));
  }
}
