package io.tagalong.sidecar.encode;

import java.util.List;

/**
 * How items stand in a body, one after the other, so that a body can be put together and cut
 * between any two of them without a parser.
 */
enum Framing {
  /** Fields of one message: a tag of one byte, the length as a varint, and that many bytes. */
  PROTOBUF("application/x-protobuf", "", "", "") {
    @Override
    int endOfItem(byte[] raw, int start) {
      int position = start + 1;
      int length = 0;
      int shift = 0;
      byte current;
      do {
        current = raw[position++];
        length |= (current & 0x7F) << shift;
        shift += 7;
      } while (current < 0);
      return position + length;
    }
  },

  /** A list with each item on a line of its own; a newline within an item is always escaped. */
  JSON_LIST("application/json", "[", ",\n", "]") {
    @Override
    int endOfItem(byte[] raw, int start) {
      int position = start;
      while (position < raw.length - 1 && raw[position] != '\n') {
        position++;
      }
      return position < raw.length - 1 ? position - 1 : position;
    }
  },

  /** One item, and nothing around it. */
  JSON_OBJECT("application/json", "", "", "") {
    @Override
    int endOfItem(byte[] raw, int start) {
      return raw.length;
    }
  };

  private final String contentType;
  private final String head;
  private final String separator;
  private final String tail;

  Framing(String contentType, String head, String separator, String tail) {
    this.contentType = contentType;
    this.head = head;
    this.separator = separator;
    this.tail = tail;
  }

  String contentType() {
    return contentType;
  }

  /** Bytes that each item takes up besides its own, at most. */
  int bytesAround() {
    return separator.length();
  }

  /** The items as the content of one body. */
  byte[] join(List<Item> items) {
    int itemBytes = items.stream().mapToInt(item -> item.bytes().length).sum();
    int separators = separator.length() * (items.size() - 1);
    byte[] raw = new byte[head.length() + itemBytes + separators + tail.length()];
    int end = put(head, raw, 0);
    for (int i = 0; i < items.size(); i++) {
      end = i == 0 ? end : put(separator, raw, end);
      byte[] item = items.get(i).bytes();
      System.arraycopy(item, 0, raw, end, item.length);
      end += item.length;
    }
    put(tail, raw, end);
    return raw;
  }

  /** The contents of two bodies: the first {@code firstItems} items, and the rest. */
  List<byte[]> cut(byte[] raw, int firstItems) {
    int end = head.length();
    for (int item = 0; item < firstItems; item++) {
      end = endOfItem(raw, item == 0 ? end : end + separator.length());
    }
    return List.of(
        part(raw, head.length(), end),
        part(raw, end + separator.length(), raw.length - tail.length()));
  }

  abstract int endOfItem(byte[] raw, int start);

  private byte[] part(byte[] raw, int from, int to) {
    byte[] part = new byte[head.length() + to - from + tail.length()];
    int end = put(head, part, 0);
    System.arraycopy(raw, from, part, end, to - from);
    put(tail, part, end + to - from);
    return part;
  }

  /** All these texts are ASCII. */
  private static int put(String text, byte[] target, int at) {
    for (int i = 0; i < text.length(); i++) {
      target[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }
}
