package io.tagalong.sidecar.encode;

import java.util.Arrays;

/** An array of bytes that grows at its end and keeps its room when it is emptied. */
final class GrowingBytes {

  private static final int FIRST_ROOM = 4 << 10;

  private byte[] array = new byte[FIRST_ROOM];
  private int length;

  /** The bytes themselves, up to {@link #length}; another array once there is need for more. */
  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  /** Makes room for so many bytes behind the last. */
  void reserve(int bytes) {
    if (array.length - length < bytes) {
      array = Arrays.copyOf(array, Math.max(2 * array.length, length + bytes));
    }
  }

  /** Appends a byte, for which there must be room. */
  void put(int value) {
    array[length++] = (byte) value;
  }

  void append(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, array, length, bytes.length);
    length += bytes.length;
  }

  /** Counts so many bytes in that were written to the room, or out when negative. */
  void advance(int bytes) {
    length += bytes;
  }

  /** Moves the end up by so many bytes, and everything from a position on with it. */
  void openGap(int position, int bytes) {
    reserve(bytes);
    System.arraycopy(array, position, array, position + bytes, length - position);
    length += bytes;
  }

  /** Takes out the first so many bytes. */
  void dropFirst(int bytes) {
    System.arraycopy(array, bytes, array, 0, length - bytes);
    length -= bytes;
  }

  void clear() {
    length = 0;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(array, length);
  }
}
