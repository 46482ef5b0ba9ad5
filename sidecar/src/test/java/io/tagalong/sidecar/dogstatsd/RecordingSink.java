package io.tagalong.sidecar.dogstatsd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the parser reports, each message as a value of its own. */
final class RecordingSink implements DatagramParser.Sink {
  /** What the parser said about one message. */
  sealed interface Outcome permits Accepted, AcceptedEvent, AcceptedCheck, Rejected {}

  record Accepted(
      String name,
      MetricType type,
      List<Double> values,
      String setMember,
      double sampleRate,
      List<String> tags,
      long timestampSeconds,
      Origin origin)
      implements Outcome {
    /** One that names no origin. */
    Accepted(
        String name,
        MetricType type,
        List<Double> values,
        String setMember,
        double sampleRate,
        List<String> tags,
        long timestampSeconds) {
      this(name, type, values, setMember, sampleRate, tags, timestampSeconds, Origin.NONE);
    }
  }

  record AcceptedEvent(Event event) implements Outcome {}

  record AcceptedCheck(ServiceCheck check) implements Outcome {}

  record Rejected(Rejection why, String message) implements Outcome {}

  final List<Outcome> outcomes = new ArrayList<>();
  final List<NotPortable> notPortable = new ArrayList<>();

  static List<Outcome> parse(byte[] datagram) {
    return parse(datagram, datagram.length, ParserOptions.DEFAULT);
  }

  static List<Outcome> parse(String datagram) {
    return parse(datagram.getBytes(StandardCharsets.UTF_8));
  }

  static List<Outcome> parse(byte[] buffer, int length, ParserOptions options) {
    RecordingSink sink = new RecordingSink();
    new DatagramParser(options).parse(buffer, length, sink);
    return sink.outcomes;
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
            line.timestampSeconds(),
            line.origin()));
  }

  @Override
  public void event(Event event) {
    outcomes.add(new AcceptedEvent(event));
  }

  @Override
  public void serviceCheck(ServiceCheck check) {
    outcomes.add(new AcceptedCheck(check));
  }

  @Override
  public void notPortable(NotPortable what, byte[] buffer, int from, int to) {
    notPortable.add(what);
  }

  @Override
  public void rejected(Rejection why, byte[] buffer, int from, int to) {
    outcomes.add(new Rejected(why, new String(buffer, from, to - from, StandardCharsets.UTF_8)));
  }
}
