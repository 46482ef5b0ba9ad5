package io.tagalong.sidecar.encode;

import java.util.Arrays;

/**
 * Raw content of a body in the making: items one after the other, and where each ends.
 *
 * <p>What stands between two items is as long as the end of one body and the beginning of the next
 * together, so a block is cut in place, and the items of one part lie from {@link #boundary} to
 * boundary, with all that a body needs around them.
 */
final class Block {

  private final Framing framing;
  private final GrowingBytes bytes = new GrowingBytes();
  private final ProtoWriter proto = new ProtoWriter(bytes);
  private int[] ends = new int[64];
  private int items;

  Block(Framing framing) {
    this.framing = framing;
    framing.writeHead(bytes);
  }

  /** For items that are messages of protocol buffers. */
  ProtoWriter proto() {
    return proto;
  }

  /** For items of any other form. */
  void write(byte[] item) {
    bytes.append(item);
  }

  void add(Items source, int index) {
    if (items > 0) {
      framing.writeSeparator(bytes);
    }
    source.write(index, this);
    if (items == ends.length) {
      ends = Arrays.copyOf(ends, 2 * items);
    }
    ends[items++] = bytes.length();
  }

  int items() {
    return items;
  }

  /** The size of a body of all items. */
  int rawBytes() {
    return framing.boundary(bytes.length());
  }

  /** Where the first so many items end and the others begin, once they are cut there. */
  int boundary(int firstItems) {
    return firstItems == 0 ? 0 : framing.boundary(ends[firstItems - 1]);
  }

  /** Ends a body behind the first so many items, and begins another there. */
  void cut(int firstItems) {
    bytes.reserve(framing.bytesBetween());
    framing.cut(bytes.array(), ends[firstItems - 1]);
  }

  /** The bytes of all items, to be read only. */
  byte[] array() {
    return bytes.array();
  }

  /** Forgets the first so many items, which must be cut from the others. */
  void dropFirst(int firstItems) {
    int boundary = boundary(firstItems);
    bytes.dropFirst(boundary);
    items -= firstItems;
    for (int item = 0; item < items; item++) {
      ends[item] = ends[firstItems + item] - boundary;
    }
  }
}
