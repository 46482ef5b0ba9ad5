package io.tagalong.intake.control;

import io.tagalong.intake.item.Dashboard;
import io.tagalong.intake.item.Event;
import io.tagalong.intake.item.LogItem;
import io.tagalong.intake.item.ServiceCheck;
import io.tagalong.intake.ledger.RequestCount;
import io.tagalong.intake.metric.Context;
import io.tagalong.intake.rule.Violation;
import io.tagalong.intake.store.HeldDistribution;
import io.tagalong.intake.store.HeldMetric;
import io.tagalong.intake.store.HeldSeries;
import io.tagalong.intake.store.Summary;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The shapes of the query API's answers; keys are snake_case and keep their order. */
final class QueryJson {
  private QueryJson() {}

  static Map<String, Object> of(HeldMetric held) {
    Context context = held.context();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metric", context.metric());
    json.put("type", context.kind().name().toLowerCase(Locale.ROOT));
    json.put("tags", context.tags());
    json.put("host", context.host());
    json.put("points", held.points());
    if (held instanceof HeldSeries series) {
      json.put("value", series.value());
    } else if (held instanceof HeldDistribution distribution) {
      Summary summary = distribution.summary();
      json.put("count", summary.count());
      json.put("min", summary.min());
      json.put("max", summary.max());
      json.put("sum", summary.sum());
    }
    return json;
  }

  static Map<String, Object> of(Event event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", event.title());
    json.put("text", event.text());
    json.put("timestamp", event.timestampSeconds());
    json.put("host", event.host());
    json.put("tags", event.tags());
    json.put("fields", event.fields());
    return json;
  }

  static Map<String, Object> of(ServiceCheck check) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("check", check.check());
    json.put("host", check.host());
    json.put("status", check.status());
    json.put("timestamp", check.timestampSeconds());
    json.put("message", check.message());
    json.put("tags", check.tags());
    return json;
  }

  static Map<String, Object> of(LogItem log) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("message", log.message());
    json.put("source", log.source());
    json.put("service", log.service());
    json.put("host", log.host());
    json.put("status", log.status());
    json.put("timestamp_millis", log.timestampMillis());
    json.put("tags", log.tags());
    json.put("attributes", log.attributes());
    return json;
  }

  static Map<String, Object> of(Dashboard dashboard) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", dashboard.title());
    json.put("layout_type", dashboard.layoutType());
    json.put("widgets", dashboard.widgets());
    return json;
  }

  static Map<String, Object> of(Violation violation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("request", violation.requestNumber());
    json.put("route", violation.route());
    json.put("rule", violation.rule().id());
    json.put("description", violation.rule().description());
    json.put("detail", violation.detail());
    return json;
  }

  static Map<String, Object> of(RequestCount requests) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("route", requests.route());
    json.put("status", requests.status());
    json.put("count", requests.count());
    return json;
  }
}
