package io.tagalong.sidecar.encode;

/** What is to be encoded, in order. An item has no bytes of its own until it is written. */
interface Items {

  int count();

  /**
   * Writes an item at the end of a block, as the framing wants it: a series or sketch is a field of
   * the payload message with its tag and length, an event, check or log a JSON object without a
   * newline.
   */
  void write(int index, Block block);

  /** The name that a user knows an item by, for the log should it be too large. */
  String name(int index);
}
