package io.tagalong.sidecar.encode;

/**
 * One encoded item, as its framing wants it: a series or sketch is a field of the payload message
 * with its tag and length, an event, check or log a JSON object without a newline.
 */
final class Item {

  private final String name;
  private final byte[] bytes;

  /** Takes the array over. */
  Item(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** The name that a user knows it by, for the log should the item be too large. */
  String name() {
    return name;
  }

  byte[] bytes() {
    return bytes;
  }
}
