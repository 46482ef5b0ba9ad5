package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Series;
import java.util.List;

/**
 * Writes a series as a field of {@code MetricPayload} (DataDog/agent-payload,
 * proto/metrics/agent_payload.proto), the body of {@code /api/v2/series}.
 *
 * <p>The host travels as the first resource, also when it is empty. The interval is written for
 * gauges too, as the Agent does. Unit, source type and origin metadata are absent: the first two
 * are unknown here, and the third would claim that the Agent sent this.
 */
final class SeriesEncoder {

  private static final int PAYLOAD_SERIES = 1;

  private static final int SERIES_RESOURCES = 1;
  private static final int SERIES_METRIC = 2;
  private static final int SERIES_TAGS = 3;
  private static final int SERIES_POINTS = 4;
  private static final int SERIES_TYPE = 5;
  private static final int SERIES_INTERVAL = 8;

  private static final int RESOURCE_TYPE = 1;
  private static final int RESOURCE_NAME = 2;

  private static final int POINT_VALUE = 1;
  private static final int POINT_TIMESTAMP = 2;

  private static final int TYPE_COUNT = 1;
  private static final int TYPE_RATE = 2;
  private static final int TYPE_GAUGE = 3;

  private SeriesEncoder() {}

  static void write(Series series, long timestampSeconds, int intervalSeconds, ProtoWriter out) {
    int message = out.open(PAYLOAD_SERIES);
    int resource = out.open(SERIES_RESOURCES);
    out.writeString(RESOURCE_TYPE, "host");
    out.writeString(RESOURCE_NAME, series.host());
    out.close(resource);
    out.writeString(SERIES_METRIC, series.name());
    List<String> tags = series.tags();
    for (int i = 0; i < tags.size(); i++) {
      out.writeString(SERIES_TAGS, tags.get(i));
    }
    int point = out.open(SERIES_POINTS);
    out.writeDouble(POINT_VALUE, series.value());
    out.writeInteger(POINT_TIMESTAMP, timestampSeconds);
    out.close(point);
    out.writeInteger(SERIES_TYPE, type(series.kind()));
    out.writeInteger(SERIES_INTERVAL, intervalSeconds);
    out.close(message);
  }

  private static int type(Series.Kind kind) {
    return switch (kind) {
      case COUNT -> TYPE_COUNT;
      case RATE -> TYPE_RATE;
      case GAUGE -> TYPE_GAUGE;
    };
  }
}
