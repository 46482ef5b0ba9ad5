package io.tagalong.sidecar.dogstatsd;

/** Searching in a part of a byte array. */
final class Bytes {
  private Bytes() {}

  /** The index of the first {@code wanted} in [from, to), or -1. */
  static int indexOf(byte[] bytes, byte wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
