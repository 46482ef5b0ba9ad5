package io.tagalong.sidecar.encode;

/**
 * How items stand in a body, one after the other, so that a body can be put together and cut
 * between any two of them without a parser.
 *
 * <p>The separator of two items is always as long as tail and head, which take its place when the
 * items part. All three are ASCII.
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

  int bytesBetween() {
    return separator.length();
  }

  void writeHead(GrowingBytes out) {
    append(head, out);
  }

  void writeSeparator(GrowingBytes out) {
    append(separator, out);
  }

  /** Where a body ends, and the next begins, whose last item ends there. */
  int boundary(int endOfItem) {
    return endOfItem + tail.length();
  }

  /** Makes what lies behind the end of an item two bodies; their boundary is at the result. */
  int cut(byte[] raw, int endOfItem) {
    int boundary = put(tail, raw, endOfItem);
    put(head, raw, boundary);
    return boundary;
  }

  /** Where the first so many items of a body end. */
  int endOf(int firstItems, byte[] raw) {
    int end = head.length();
    for (int item = 0; item < firstItems; item++) {
      end = endOfItem(raw, item == 0 ? end : end + separator.length());
    }
    return end;
  }

  abstract int endOfItem(byte[] raw, int start);

  private static void append(String text, GrowingBytes out) {
    out.reserve(text.length());
    put(text, out.array(), out.length());
    out.advance(text.length());
  }

  private static int put(String text, byte[] target, int at) {
    for (int i = 0; i < text.length(); i++) {
      target[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }
}
