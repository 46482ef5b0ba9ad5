package io.tagalong.sidecar.dogstatsd;

/** The metric types of the protocol; the wire form is the text between the first two pipes. */
public enum MetricType {
  /** {@code c} */
  COUNT,
  /** {@code g} */
  GAUGE,
  /** {@code h} */
  HISTOGRAM,
  /** {@code ms} */
  TIMING,
  /** {@code d} */
  DISTRIBUTION,
  /** {@code s} */
  SET
}
