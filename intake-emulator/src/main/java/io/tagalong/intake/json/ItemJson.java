package io.tagalong.intake.json;

import io.tagalong.intake.item.Dashboard;
import io.tagalong.intake.item.LogItem;
import io.tagalong.intake.item.ServiceCheck;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bodies of service checks, logs and dashboards; the names are Datadog's. */
public final class ItemJson {
  private ItemJson() {}

  /** Decodes the body of /api/v1/check_run: a list of checks, or one alone. */
  public static List<ServiceCheck> checks(byte[] body, long nowSeconds) throws Refusal {
    List<ServiceCheck> checks = new ArrayList<>();
    for (JsonObject check : StrictJson.oneOrMore(body)) {
      if (!check.has("tags")) {
        throw new Refusal(Rule.JSON_FIELD_MISSING, "'tags' of a check, which may be empty");
      }
      checks.add(
          new ServiceCheck(
              check.text("check"),
              check.text("host_name"),
              check.integer("status"),
              check.integer("timestamp", nowSeconds),
              check.text("message", ""),
              check.texts("tags")));
      check.refuseOthers();
    }
    return checks;
  }

  /** Decodes the body of /api/v2/logs: a list of logs, or one alone. */
  public static List<LogItem> logs(byte[] body, long nowMillis) throws Refusal {
    List<LogItem> logs = new ArrayList<>();
    for (JsonObject log : StrictJson.oneOrMore(body)) {
      long jsonBytes = StrictJson.write(log.all()).getBytes(StandardCharsets.UTF_8).length;
      String tags = log.text("ddtags", "");
      logs.add(
          new LogItem(
              log.text("message"),
              log.text("ddsource", ""),
              tags.isEmpty() ? List.of() : Arrays.asList(tags.split(",", -1)),
              log.text("hostname", ""),
              log.text("service", ""),
              log.text("status", ""),
              timestampMillis(log, nowMillis),
              jsonBytes,
              log.others()));
    }
    return logs;
  }

  /** Decodes the body of /api/v1/dashboard, whose many optional fields are let through. */
  public static Dashboard dashboard(byte[] body) throws Refusal {
    JsonObject dashboard = StrictJson.object(body);
    List<JsonObject> widgets = dashboard.objects("widgets");
    for (JsonObject widget : widgets) {
      widget.object("definition").text("type");
    }
    return new Dashboard(dashboard.text("title"), dashboard.text("layout_type"), widgets.size());
  }

  /** The Agent sends {@code timestamp} in milliseconds, others a date of RFC 3339. */
  private static long timestampMillis(JsonObject log, long otherwise) throws Refusal {
    for (String name : List.of("date", "@timestamp", "timestamp")) {
      Object value = log.all().get(name);
      if (value instanceof String text) {
        log.allow(name);
        return parse(text);
      } else if (value != null) {
        return log.integer(name);
      }
    }
    return otherwise;
  }

  private static long parse(String timestamp) throws Refusal {
    try {
      return OffsetDateTime.parse(timestamp).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new Refusal(Rule.JSON_FIELD_MISTYPED, "the time of a log is no date of RFC 3339");
    }
  }
}
