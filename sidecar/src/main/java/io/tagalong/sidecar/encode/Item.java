package io.tagalong.sidecar.encode;

/**
 * One encoded series or sketch: a field of the payload message with its tag and length. Such fields
 * one after the other are the payload, so a payload can be cut between any two.
 */
final class Item {

  private final String metric;
  private final byte[] bytes;

  /** Takes the array over. */
  Item(String metric, byte[] bytes) {
    this.metric = metric;
    this.bytes = bytes;
  }

  /** The metric's name, for the log should the item be too large. */
  String metric() {
    return metric;
  }

  byte[] bytes() {
    return bytes;
  }
}
