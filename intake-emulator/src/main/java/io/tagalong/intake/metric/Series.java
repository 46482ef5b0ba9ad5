package io.tagalong.intake.metric;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A series as it was sent: points of one metric, one tag set and one host.
 *
 * @param typeNumber the number of MetricType in Datadog's agent_payload.proto, known or not
 * @param intervalSeconds what one point of a COUNT or a RATE covers; 0 when it was not given
 */
public record Series(
    String metric,
    int typeNumber,
    List<String> tags,
    List<Resource> resources,
    long intervalSeconds,
    List<Point> points) {

  public Series {
    tags = List.copyOf(tags);
    resources = List.copyOf(resources);
    points = List.copyOf(points);
  }

  /** Empty if the type number is none of the published ones. */
  public Optional<MetricKind> kind() {
    return switch (typeNumber) {
      case 1 -> Optional.of(MetricKind.COUNT);
      case 2 -> Optional.of(MetricKind.RATE);
      case 3 -> Optional.of(MetricKind.GAUGE);
      default -> Optional.empty();
    };
  }

  /** The context of this series as the given kind; resources other than the host act as tags. */
  public Context contextAs(MetricKind kind) {
    String host =
        resources.stream().filter(Resource::isHost).map(Resource::name).findFirst().orElse("");
    Stream<String> others =
        resources.stream().filter(r -> !r.isHost()).map(r -> r.type() + ":" + r.name());
    return Context.of(metric, kind, Stream.concat(tags.stream(), others).toList(), host);
  }

  /** What a point stands for: a rate is multiplied out, so that amounts of a metric add up. */
  public double amountOf(Point point) {
    return typeNumber == 2 ? point.value() * intervalSeconds : point.value();
  }
}
