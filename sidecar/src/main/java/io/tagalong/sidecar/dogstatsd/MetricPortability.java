package io.tagalong.sidecar.dogstatsd;

import java.util.Set;

/**
 * Looks a second time at a metric that was accepted, for what is {@link NotPortable} in it. So the
 * parser itself does no work for strict mode while that is off.
 */
final class MetricPortability {
  private MetricPortability() {}

  /** Adds what is found in the message of the line, which ends at {@code to}. */
  static void check(MetricLine line, int to, Set<NotPortable> found) {
    checkName(line, found);
    if (line.type() != MetricType.SET) {
      checkValues(line, found);
    }
    if (!(line.sampleRate() > 0 && line.sampleRate() <= 1)) {
      found.add(NotPortable.RATE_OUT_OF_RANGE);
    }
    checkFields(line, to, found);
  }

  private static void checkName(MetricLine line, Set<NotPortable> found) {
    for (int i = line.nameFrom(); i < line.nameTo(); i++) {
      if (line.buffer()[i] < ' ' || line.buffer()[i] > '~') {
        found.add(NotPortable.NON_ASCII_NAME);
      }
    }
  }

  private static void checkValues(MetricLine line, Set<NotPortable> found) {
    for (int from = line.valueFrom; from <= line.valueTo; ) {
      int to = Bytes.endOf(line.buffer(), (byte) ':', from, line.valueTo);
      if (from == to) {
        found.add(NotPortable.EMPTY_VALUE);
      }
      checkNumber(line.buffer(), from, to, found);
      from = to + 1;
    }
    for (int i = 0; i < line.valueCount(); i++) {
      if (!Double.isFinite(line.value(i))) {
        found.add(NotPortable.NON_FINITE_VALUE);
      }
    }
  }

  private static void checkFields(MetricLine line, int end, Set<NotPortable> found) {
    byte[] buffer = line.buffer();
    int typeTo = Bytes.endOf(buffer, (byte) '|', line.valueTo + 1, end);
    for (int from = typeTo + 1; from < end; ) {
      int to = Bytes.endOf(buffer, (byte) '|', from, end);
      if (from == to) {
        found.add(NotPortable.EMPTY_FIELD);
      } else if (buffer[from] == '@') {
        checkNumber(buffer, from + 1, to, found);
      } else if (Bytes.startsWith(buffer, from, to, "T+")) {
        found.add(NotPortable.SIGNED_INTEGER);
      } else if (to - from == 2 && Bytes.startsWith(buffer, from, to, "c:")) {
        found.add(NotPortable.EMPTY_ORIGIN);
      }
      from = to + 1;
    }
  }

  private static void checkNumber(byte[] buffer, int from, int to, Set<NotPortable> found) {
    for (int i = from; i < to; i++) {
      if (buffer[i] == 'x' || buffer[i] == 'X' || buffer[i] == '_') {
        found.add(NotPortable.GO_NUMBER);
      }
    }
  }
}
