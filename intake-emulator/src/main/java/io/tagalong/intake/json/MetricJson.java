package io.tagalong.intake.json;

import io.tagalong.intake.metric.Point;
import io.tagalong.intake.metric.RawDistribution;
import io.tagalong.intake.metric.Resource;
import io.tagalong.intake.metric.Series;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/** The three metric bodies in JSON; the names are those of Datadog's API reference. */
public final class MetricJson {
  private static final int UNKNOWN_TYPE = 0;

  private MetricJson() {}

  /** Decodes the body of /api/v2/series. */
  public static List<Series> seriesV2(byte[] body) throws Refusal {
    List<Series> payload = new ArrayList<>();
    for (JsonObject series : seriesOf(body)) {
      payload.add(
          new Series(
              series.text("metric"),
              (int) series.integer("type", UNKNOWN_TYPE),
              series.texts("tags"),
              resources(series),
              series.integer("interval", 0),
              pointsV2(series)));
      series.text("unit", "");
      series.text("source_type_name", "");
      series.allow("metadata");
      series.refuseOthers();
    }
    return payload;
  }

  /** Decodes the body of /api/v1/series; a series without a type is a gauge. */
  public static List<Series> seriesV1(byte[] body) throws Refusal {
    List<Series> payload = new ArrayList<>();
    for (JsonObject series : seriesOf(body)) {
      List<Resource> resources = new ArrayList<>();
      for (String kind : List.of("host", "device")) {
        if (series.has(kind)) {
          resources.add(new Resource(kind, series.text(kind)));
        }
      }
      payload.add(
          new Series(
              series.text("metric"),
              typeNumber(series.text("type", "")),
              series.texts("tags"),
              resources,
              series.integer("interval", 0),
              pointsV1(series)));
      series.text("source_type_name", "");
      series.refuseOthers();
    }
    return payload;
  }

  /** Decodes the body of /api/v1/distribution_points. */
  public static List<RawDistribution> distributionPoints(byte[] body) throws Refusal {
    List<RawDistribution> payload = new ArrayList<>();
    for (JsonObject series : seriesOf(body)) {
      if (!series.text("type", "distribution").equals("distribution")) {
        throw new Refusal(Rule.JSON_FIELD_MISTYPED, "type is not 'distribution'");
      }
      List<RawDistribution.Values> points = new ArrayList<>();
      for (List<?> point : series.lists("points")) {
        List<Double> values = new ArrayList<>();
        for (Object value : JsonObject.asList(second(point), "the values of a point")) {
          values.add(JsonObject.number(value, "a value"));
        }
        points.add(new RawDistribution.Values(timestamp(point), values));
      }
      payload.add(
          new RawDistribution(
              series.text("metric"), series.text("host", ""), series.texts("tags"), points));
      series.refuseOthers();
    }
    return payload;
  }

  private static List<JsonObject> seriesOf(byte[] body) throws Refusal {
    JsonObject payload = StrictJson.object(body);
    List<JsonObject> series = payload.objects("series");
    payload.refuseOthers();
    return series;
  }

  private static List<Resource> resources(JsonObject series) throws Refusal {
    List<Resource> resources = new ArrayList<>();
    for (JsonObject resource : series.optionalObjects("resources")) {
      resources.add(new Resource(resource.text("type"), resource.text("name")));
      resource.refuseOthers();
    }
    return resources;
  }

  private static List<Point> pointsV2(JsonObject series) throws Refusal {
    List<Point> points = new ArrayList<>();
    for (JsonObject point : series.objects("points")) {
      points.add(new Point(point.integer("timestamp"), point.number("value")));
      point.refuseOthers();
    }
    return points;
  }

  private static List<Point> pointsV1(JsonObject series) throws Refusal {
    List<Point> points = new ArrayList<>();
    for (List<?> point : series.lists("points")) {
      points.add(new Point(timestamp(point), JsonObject.number(second(point), "a value")));
    }
    return points;
  }

  private static Object second(List<?> point) throws Refusal {
    if (point.size() != 2 || point.get(1) == null) {
      throw new Refusal(Rule.JSON_FIELD_MISTYPED, "a point is no pair of timestamp and value");
    }
    return point.get(1);
  }

  /** Datadog's own client writes these timestamps as 1.7E9, so a whole number is enough. */
  private static long timestamp(List<?> point) throws Refusal {
    double seconds = JsonObject.number(point.isEmpty() ? null : point.get(0), "a timestamp");
    if (seconds != Math.rint(seconds)) {
      throw new Refusal(Rule.JSON_FIELD_MISTYPED, "a timestamp is no whole number of seconds");
    }
    return (long) seconds;
  }

  private static int typeNumber(String type) {
    return switch (type) {
      case "count" -> 1;
      case "rate" -> 2;
      case "", "gauge" -> 3;
      default -> UNKNOWN_TYPE;
    };
  }
}
