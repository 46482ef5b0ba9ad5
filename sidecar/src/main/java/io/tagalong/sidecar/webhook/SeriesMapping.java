package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.http.Refusal;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Node.Scalar;
import io.tagalong.sidecar.yaml.Position;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Maps a body of Datadog's {@code /api/v2/series} to samples of the open bucket, where they are
 * added to what others sent for the same tags; at the intake itself one of two points of the same
 * second would replace the other. Timestamps, units and metadata do not take part.
 */
final class SeriesMapping {
  /** "Submit metrics" (v2): type 1 is a count, 2 a rate, 3 a gauge, 0 is unspecified. */
  private static final String COUNT = "1";

  private static final String RATE = "2";
  private static final int MAX_NUMBER_CHARACTERS = 40;

  private final Content.Series content;
  private final Telemetry telemetry;

  SeriesMapping(Content.Series content, Telemetry telemetry) {
    this.content = content;
    this.telemetry = telemetry;
  }

  /** Adds every sample, or refuses what is no such body. */
  void map(Node body, BatchBuilder batch) throws RefusedException {
    if (!(field(body, "series") instanceof Node.Items series)) {
      throw new RefusedException(Refusal.UNEXPECTED_SHAPE);
    }
    for (Node one : series.items()) {
      map(one, text(one, "metric"), batch);
    }
  }

  private void map(Node series, String metric, BatchBuilder batch) {
    if (content.withoutMetrics().contains(metric)) {
      telemetry.add(SelfMetric.WEBHOOKS_SERIES_FILTERED_OPTION, 1);
      return;
    }
    String type = text(series, "type");
    List<String> tags = Stream.concat(tags(series), hosts(series)).toList();
    for (Node point : items(series, "points")) {
      String value = text(point, "value");
      if (type.equals(RATE)) {
        batch.sample(metric, Output.Type.COUNT, total(value, text(series, "interval")), tags);
      } else {
        boolean counts = type.equals(COUNT) || type.toLowerCase(Locale.ROOT).equals("count");
        batch.sample(metric, counts ? Output.Type.COUNT : Output.Type.GAUGE, value, tags);
      }
    }
  }

  private Stream<String> tags(Node series) {
    return items(series, "tags").stream()
        .flatMap(tag -> tag instanceof Scalar scalar ? Stream.of(scalar.text()) : Stream.empty())
        .filter(tag -> !content.withoutTags().contains(tag.split(":", 2)[0]));
  }

  private static Stream<String> hosts(Node series) {
    return items(series, "resources").stream()
        .filter(resource -> text(resource, "type").equals("host"))
        .map(resource -> "host:" + text(resource, "name"));
  }

  /** A rate says how many a second; what cannot be multiplied stays what it is, to be refused. */
  private static String total(String value, String interval) {
    if (value.length() > MAX_NUMBER_CHARACTERS || !interval.matches("[0-9]{1,6}")) {
      return value;
    }
    try {
      return new BigDecimal(value).multiply(new BigDecimal(interval)).toString();
    } catch (NumberFormatException noNumber) {
      return value;
    }
  }

  private static List<Node> items(Node owner, String name) {
    return field(owner, name) instanceof Node.Items list ? list.items() : List.of();
  }

  private static String text(Node owner, String name) {
    return field(owner, name) instanceof Scalar scalar ? scalar.text() : "";
  }

  private static Node field(Node owner, String name) {
    Optional<Node> found =
        owner instanceof Node.Fields object ? object.field(name) : Optional.empty();
    return found.orElse(new Node.Nothing(Position.UNKNOWN));
  }
}
