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

  /** The index of the first {@code separator} in [from, to), or {@code to}. */
  static int endOf(byte[] bytes, byte separator, int from, int to) {
    int index = indexOf(bytes, separator, from, to);
    return index < 0 ? to : index;
  }

  /** Whether [from, to) begins with these ASCII characters. */
  static boolean startsWith(byte[] bytes, int from, int to, String prefix) {
    if (to - from < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (bytes[from + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
