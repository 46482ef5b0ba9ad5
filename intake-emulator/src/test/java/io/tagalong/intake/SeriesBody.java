package io.tagalong.intake;

import java.util.List;

/** A series to send: faultless as it stands, each {@code with} makes a changed copy. */
public record SeriesBody(
    String metric, int type, List<String> tags, List<String> hosts, int interval, Proto points) {
  public static final long NOW_SECONDS = 1_700_000_000;
  public static final int COUNT = 1;
  public static final int RATE = 2;
  public static final int GAUGE = 3;

  public static SeriesBody count(String metric, double... values) {
    return new SeriesBody(
            metric, COUNT, List.of("env:test", "state:paid"), List.of("host-1"), 10, new Proto())
        .withValues(values);
  }

  /** The values at consecutive seconds from now on. */
  public SeriesBody withValues(double... values) {
    Proto points = new Proto();
    for (int i = 0; i < values.length; i++) {
      addPoint(points, NOW_SECONDS + i, values[i]);
    }
    return withPoints(points);
  }

  public SeriesBody withPoint(long timestampSeconds, double value) {
    return withPoints(addPoint(new Proto(), timestampSeconds, value));
  }

  public SeriesBody withMetric(String metric) {
    return new SeriesBody(metric, type, tags, hosts, interval, points);
  }

  public SeriesBody withType(int type) {
    return new SeriesBody(metric, type, tags, hosts, interval, points);
  }

  public SeriesBody withTags(String... tags) {
    return new SeriesBody(metric, type, List.of(tags), hosts, interval, points);
  }

  public SeriesBody withHosts(String... hosts) {
    return new SeriesBody(metric, type, tags, List.of(hosts), interval, points);
  }

  public SeriesBody withInterval(int interval) {
    return new SeriesBody(metric, type, tags, hosts, interval, points);
  }

  private SeriesBody withPoints(Proto points) {
    return new SeriesBody(metric, type, tags, hosts, interval, points);
  }

  /** The body of a request with this series only. */
  public byte[] toBytes() {
    return payload(this);
  }

  public static byte[] payload(SeriesBody... series) {
    Proto payload = new Proto();
    for (SeriesBody one : series) {
      payload.message(1, one.toProto());
    }
    return payload.toBytes();
  }

  public Proto toProto() {
    Proto series = new Proto();
    hosts.forEach(host -> series.message(1, new Proto().text(1, "host").text(2, host)));
    if (!metric.isEmpty()) {
      series.text(2, metric);
    }
    tags.forEach(tag -> series.text(3, tag));
    series.raw(points.toBytes());
    if (type != 0) {
      series.integer(5, type);
    }
    if (interval != 0) {
      series.integer(8, interval);
    }
    return series;
  }

  private static Proto addPoint(Proto points, long timestampSeconds, double value) {
    Proto point = new Proto();
    if (value != 0) {
      point.number(1, value);
    }
    return points.message(4, point.integer(2, timestampSeconds));
  }
}
