package io.tagalong.sidecar.dogstatsd;

import java.util.Arrays;
import java.util.List;

/**
 * One accepted metric message, as a cursor over the receive buffer.
 *
 * <p>The parser moves the same instance from message to message, so it is valid only during the
 * callback that brings it. Type, values, rate and the positions of name and tags are known without
 * building anything; Strings come into being when asked for. Nothing is normalised: names and tags
 * are what the sender wrote.
 *
 * <p>Threads: owned by the thread that parses. <em>Hot.</em>
 */
public final class MetricLine {
  private static final byte[] EMPTY = {};

  // Written by DatagramParser.
  byte[] buffer = EMPTY;
  MetricType type = MetricType.COUNT;
  int nameFrom;
  int nameTo;
  int valueFrom;
  int valueTo;
  int tagsFrom;
  int tagsTo;
  double sampleRate;
  long timestampSeconds;
  final OriginFields originFields = new OriginFields();
  private double[] values = new double[8];
  private int valueCount;

  MetricLine() {}

  public MetricType type() {
    return type;
  }

  /** The buffer that the positions refer to; not to be written or kept. */
  public byte[] buffer() {
    return buffer;
  }

  public int nameFrom() {
    return nameFrom;
  }

  public int nameTo() {
    return nameTo;
  }

  /** Start of the text after {@code #}; equal to {@link #tagsTo} when there are no tags. */
  public int tagsFrom() {
    return tagsFrom;
  }

  public int tagsTo() {
    return tagsTo;
  }

  public String name() {
    return WireText.of(buffer, nameFrom, nameTo);
  }

  /** The tags in the sender's order, with duplicates and empty ones. */
  public List<String> tags() {
    return WireText.list(buffer, tagsFrom, tagsTo);
  }

  /** Who sent the message, as far as it says so. */
  public Origin origin() {
    return originFields.origin(buffer);
  }

  /** The number after {@code @}, any number at all; 1 when there is none. */
  public double sampleRate() {
    return sampleRate;
  }

  /** The Unix time after {@code T}, at least 1; 0 when there is none. */
  public long timestampSeconds() {
    return timestampSeconds;
  }

  /** How many samples the message carries: its values, or 1 for the member of a set. */
  public int valueCount() {
    return valueCount;
  }

  /** A value, may be NaN or infinite; a set has none. */
  public double value(int index) {
    return values[index];
  }

  /** The member of a set: everything between the first colon and the pipe. */
  public String setMember() {
    return WireText.of(buffer, valueFrom, valueTo);
  }

  void clearValues() {
    valueCount = 0;
  }

  /** Forgets what the fields behind the type of the message before have set. */
  void clearFields() {
    sampleRate = 1;
    tagsFrom = 0;
    tagsTo = 0;
    timestampSeconds = 0;
    originFields.clear();
  }

  void addValue(double value) {
    if (valueCount == values.length) {
      values = Arrays.copyOf(values, valueCount * 2);
    }
    values[valueCount++] = value;
  }

  void countSetMember() {
    valueCount = 1;
  }
}
