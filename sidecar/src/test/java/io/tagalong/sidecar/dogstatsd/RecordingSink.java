package io.tagalong.sidecar.dogstatsd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the parser reports, each message as a value of its own. */
final class RecordingSink implements DatagramParser.Sink {
  /** What the parser said about one message. */
  sealed interface Outcome permits Accepted, Rejected {}

  record Accepted(
      String name,
      MetricType type,
      List<Double> values,
      String setMember,
      double sampleRate,
      List<String> tags,
      long timestampSeconds)
      implements Outcome {}

  record Rejected(Rejection why, String message) implements Outcome {}

  final List<Outcome> outcomes = new ArrayList<>();

  static List<Outcome> parse(byte[] datagram) {
    RecordingSink sink = new RecordingSink();
    new DatagramParser().parse(datagram, datagram.length, sink);
    return sink.outcomes;
  }

  static List<Outcome> parse(String datagram) {
    return parse(datagram.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void accepted(MetricLine line) {
    List<Double> values = new ArrayList<>();
    boolean set = line.type() == MetricType.SET;
    for (int i = 0; i < line.valueCount() && !set; i++) {
      values.add(line.value(i));
    }
    outcomes.add(
        new Accepted(
            line.name(),
            line.type(),
            values,
            set ? line.setMember() : "",
            line.sampleRate(),
            line.tags(),
            line.timestampSeconds()));
  }

  @Override
  public void rejected(Rejection why, byte[] buffer, int from, int to) {
    outcomes.add(new Rejected(why, new String(buffer, from, to - from, StandardCharsets.UTF_8)));
  }
}
