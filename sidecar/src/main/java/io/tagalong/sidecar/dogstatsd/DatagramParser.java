package io.tagalong.sidecar.dogstatsd;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits a datagram into messages and reads each of them: accepted as a {@link MetricLine}, an
 * {@link Event} or a {@link ServiceCheck}, or rejected with a reason. A bad message never affects
 * its neighbours, and no bytes make it throw.
 *
 * <p>The grammar is that of the Datadog Agent (protocol 1.0 to 1.6). A metric is {@code
 * name:value[:value...]|type[|field...]} with fields in any order of which the last of a kind wins:
 * {@code #tags}, {@code @rate}, {@code Ttimestamp}, and the sender's origin {@code c:}, {@code e:},
 * {@code card:}; all others are ignored. Unlike the Agent, only {@code _sc|} starts a service
 * check, so that {@code _score:1|c} is a metric.
 *
 * <p>Reasons are found in the Agent's order: pipe, name and value, type, values, then the fields
 * from left to right.
 *
 * <p>Threads: an instance belongs to one thread. <em>Hot:</em> an accepted metric allocates
 * nothing, unless it has more values than any before or a number that {@link NumberReader} must
 * read the slow way.
 */
public final class DatagramParser {
  /** Receives the messages of a datagram in their order. */
  public interface Sink {
    /** Takes an accepted metric message; the line is only valid during the call. */
    void accepted(MetricLine line);

    /** Takes an accepted event. */
    void event(Event event);

    /** Takes an accepted service check. */
    void serviceCheck(ServiceCheck check);

    /** In strict mode: takes what is not portable in the message that was accepted just before. */
    default void notPortable(NotPortable what, byte[] buffer, int from, int to) {}

    /** Takes a rejected message: the bytes [from, to) of the buffer, only valid during the call. */
    void rejected(Rejection why, byte[] buffer, int from, int to);
  }

  private final ParserOptions options;
  private final MetricLine line = new MetricLine();
  private final Set<NotPortable> notPortable = EnumSet.noneOf(NotPortable.class);
  private final NumberReader number = new NumberReader();

  public DatagramParser() {
    this(ParserOptions.DEFAULT);
  }

  public DatagramParser(ParserOptions options) {
    this.options = options;
  }

  /** Reads the messages in the first {@code length} bytes of the buffer. */
  public void parse(byte[] buffer, int length, Sink sink) {
    line.buffer = buffer;
    int from = 0;
    while (from < length) {
      int end = Bytes.endOf(buffer, (byte) '\n', from, length);
      int to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
      if (to > from && end == length && options.eolRequired()) {
        sink.rejected(Rejection.UNTERMINATED, buffer, from, to);
      } else if (to > from) {
        parseMessage(buffer, from, to, sink);
      }
      from = end + 1;
    }
  }

  private void parseMessage(byte[] buffer, int from, int to, Sink sink) {
    if (buffer[from] != '_') {
      parseMetric(buffer, from, to, sink);
    } else if (Bytes.startsWith(buffer, from, to, "_e{")) {
      parseEvent(buffer, from, to, sink);
    } else if (Bytes.startsWith(buffer, from, to, "_sc|")) {
      parseServiceCheck(buffer, from, to, sink);
    } else {
      parseMetric(buffer, from, to, sink);
    }
  }

  private void parseEvent(byte[] buffer, int from, int to, Sink sink) {
    notPortable.clear();
    EventReader reader = new EventReader(buffer, from, to, options, notPortable);
    Rejection why = reader.read();
    if (why == null) {
      sink.event(reader.event());
      reportNotPortable(buffer, from, to, sink);
    } else {
      sink.rejected(why, buffer, from, to);
    }
  }

  private void parseServiceCheck(byte[] buffer, int from, int to, Sink sink) {
    notPortable.clear();
    ServiceCheckReader reader = new ServiceCheckReader(buffer, from, to, options, notPortable);
    Rejection why = reader.read();
    if (why == null) {
      sink.serviceCheck(reader.serviceCheck());
      reportNotPortable(buffer, from, to, sink);
    } else {
      sink.rejected(why, buffer, from, to);
    }
  }

  private void parseMetric(byte[] buffer, int from, int to, Sink sink) {
    Rejection why = readMetric(buffer, from, to);
    if (why == null) {
      sink.accepted(line);
      if (options.strict()) {
        notPortable.clear();
        MetricPortability.check(line, to, notPortable);
        reportNotPortable(buffer, from, to, sink);
      }
    } else {
      sink.rejected(why, buffer, from, to);
    }
  }

  private void reportNotPortable(byte[] buffer, int from, int to, Sink sink) {
    if (options.strict()) {
      notPortable.forEach(what -> sink.notPortable(what, buffer, from, to));
    }
  }

  /**
   * One pass from left to right: a plain number is read where the name's end was found, and its own
   * end is mostly the pipe.
   */
  private @Nullable Rejection readMetric(byte[] buffer, int from, int to) {
    int nameTo = Bytes.endOfEither(buffer, (byte) ':', (byte) '|', from, to);
    if (nameTo == to) {
      return Rejection.NO_PIPE;
    }
    if (buffer[nameTo] == '|') {
      return Rejection.BAD_NAME_VALUE;
    }
    int valueFrom = nameTo + 1;
    int plainTo = number.readPlain(buffer, valueFrom, to);
    boolean onlyValue = plainTo > valueFrom && plainTo < to && buffer[plainTo] == '|';
    int pipe = onlyValue ? plainTo : Bytes.endOf(buffer, (byte) '|', valueFrom, to);
    if (pipe == to) {
      return Rejection.NO_PIPE;
    }
    if (nameTo == from || pipe == valueFrom) {
      return Rejection.BAD_NAME_VALUE;
    }
    int typeTo = Bytes.endOf(buffer, (byte) '|', pipe + 1, to);
    MetricType type = type(buffer, pipe + 1, typeTo);
    if (type == null) {
      return Rejection.BAD_TYPE;
    }
    line.type = type;
    line.nameFrom = from;
    line.nameTo = nameTo;
    line.valueFrom = valueFrom;
    line.valueTo = pipe;
    line.clearValues();
    Rejection badValue = null;
    if (type == MetricType.SET) {
      line.countSetMember();
    } else if (onlyValue) {
      line.addValue(number.value());
    } else {
      badValue = readValues();
    }
    return badValue != null ? badValue : readFields(buffer, typeTo + 1, to);
  }

  private @Nullable Rejection readValues() {
    for (int from = line.valueFrom; from < line.valueTo; ) {
      int to = Bytes.endOf(line.buffer, (byte) ':', from, line.valueTo);
      if (to > from) {
        if (!number.read(line.buffer, from, to)) {
          return Rejection.BAD_VALUE;
        }
        line.addValue(number.value());
      }
      from = to + 1;
    }
    return line.valueCount() == 0 ? Rejection.NO_VALUE : null;
  }

  private @Nullable Rejection readFields(byte[] buffer, int firstFrom, int end) {
    line.clearFields();
    int from = firstFrom;
    while (from < end) {
      int to = Bytes.endOf(buffer, (byte) '|', from, end);
      Rejection why = to > from ? readField(buffer, from, to) : null;
      if (why != null) {
        return why;
      }
      from = to + 1;
    }
    return null;
  }

  private @Nullable Rejection readField(byte[] buffer, int from, int to) {
    switch (buffer[from]) {
      case '#' -> {
        line.tagsFrom = from + 1;
        line.tagsTo = to;
      }
      case '@' -> {
        if (!number.read(buffer, from + 1, to)) {
          return Rejection.BAD_RATE;
        }
        line.sampleRate = number.value();
      }
      case 'T' -> {
        if (options.timestamps()) {
          line.timestampSeconds = positiveInteger(buffer, from + 1, to);
          return line.timestampSeconds == 0 ? Rejection.BAD_TIMESTAMP : null;
        }
      }
      case 'c', 'e' -> {
        if (options.originDetectionClient()) {
          line.originFields.take(buffer, from, to);
        }
      }
      default -> {} // A field of a later protocol.
    }
    return null;
  }

  private static @Nullable MetricType type(byte[] buffer, int from, int to) {
    if (to - from == 1) {
      return switch (buffer[from]) {
        case 'c' -> MetricType.COUNT;
        case 'g' -> MetricType.GAUGE;
        case 'h' -> MetricType.HISTOGRAM;
        case 'd' -> MetricType.DISTRIBUTION;
        case 's' -> MetricType.SET;
        default -> null;
      };
    }
    boolean milliseconds = to - from == 2 && buffer[from] == 'm' && buffer[from + 1] == 's';
    return milliseconds ? MetricType.TIMING : null;
  }

  /** An integer from 1 to 2^63-1, with an optional plus and leading zeros; 0 for anything else. */
  private static long positiveInteger(byte[] buffer, int from, int to) {
    int i = from < to && buffer[from] == '+' ? from + 1 : from;
    long n = 0;
    for (; i < to; i++) {
      int digit = buffer[i] - '0';
      if (digit < 0 || digit > 9 || n > (Long.MAX_VALUE - digit) / 10) {
        return 0;
      }
      n = n * 10 + digit;
    }
    return n;
  }
}
