package io.tagalong.benchmarks;

import com.google.protobuf.CodedOutputStream;
import io.tagalong.sidecar.aggregate.Series;
import java.io.IOException;

/**
 * A series as protobuf-java serialises it: what {@code protoc} generates for {@code MetricPayload}
 * (DataDog/agent-payload, proto/metrics/agent_payload.proto), less the message objects. Sizes are
 * computed first, once for each message, then a {@link CodedOutputStream} writes.
 */
final class ProtobufSeries {

  private static final int LENGTH_DELIMITED = 2;

  private final long timestampSeconds;
  private final int intervalSeconds;

  ProtobufSeries(long timestampSeconds, int intervalSeconds) {
    this.timestampSeconds = timestampSeconds;
    this.intervalSeconds = intervalSeconds;
  }

  /** Writes a series as a field of the payload. */
  void write(Series series, CodedOutputStream out) throws IOException {
    int resourceBytes = resourceBytes(series);
    int pointBytes = pointBytes(series);
    out.writeTag(1, LENGTH_DELIMITED);
    out.writeUInt32NoTag(seriesBytes(series, resourceBytes, pointBytes));
    out.writeTag(1, LENGTH_DELIMITED);
    out.writeUInt32NoTag(resourceBytes);
    out.writeString(1, "host");
    out.writeString(2, series.host());
    out.writeString(2, series.name());
    for (String tag : series.tags()) {
      out.writeString(3, tag);
    }
    out.writeTag(4, LENGTH_DELIMITED);
    out.writeUInt32NoTag(pointBytes);
    out.writeDouble(1, series.value());
    out.writeInt64(2, timestampSeconds);
    out.writeEnum(5, series.kind().ordinal() + 1);
    out.writeInt64(8, intervalSeconds);
  }

  private static int resourceBytes(Series series) {
    return CodedOutputStream.computeStringSize(1, "host")
        + CodedOutputStream.computeStringSize(2, series.host());
  }

  private int pointBytes(Series series) {
    return CodedOutputStream.computeDoubleSize(1, series.value())
        + CodedOutputStream.computeInt64Size(2, timestampSeconds);
  }

  private int seriesBytes(Series series, int resourceBytes, int pointBytes) {
    int bytes = messageBytes(resourceBytes) + messageBytes(pointBytes);
    bytes += CodedOutputStream.computeStringSize(2, series.name());
    for (String tag : series.tags()) {
      bytes += CodedOutputStream.computeStringSize(3, tag);
    }
    return bytes
        + CodedOutputStream.computeEnumSize(5, series.kind().ordinal() + 1)
        + CodedOutputStream.computeInt64Size(8, intervalSeconds);
  }

  /** With a tag of one byte. */
  private static int messageBytes(int contentBytes) {
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(contentBytes) + contentBytes;
  }
}
