package io.tagalong.sidecar.encode;

import java.util.Arrays;
import java.util.List;

/**
 * Cuts a body that the intake found too large into two. The items are found again in the
 * decompressed bytes, so that a waiting body costs its compressed size and nothing more.
 */
public final class BodySplitter {

  private BodySplitter() {}

  /** Two bodies with the items of {@code body}, in order; it must hold at least two. */
  public static List<Body> halves(Body body) {
    if (body.items() < 2) {
      throw new IllegalArgumentException("a body of one item cannot be cut");
    }
    byte[] raw = Compression.decompress(body.compressed());
    int firstItems = body.items() / 2;
    int cut = 0;
    for (int item = 0; item < firstItems; item++) {
      cut = endOfItem(raw, cut);
    }
    return List.of(
        part(body, Arrays.copyOfRange(raw, 0, cut), firstItems),
        part(body, Arrays.copyOfRange(raw, cut, raw.length), body.items() - firstItems));
  }

  private static Body part(Body whole, byte[] raw, int items) {
    return new Body(whole.kind(), Compression.compress(raw), items, whole.createdSeconds());
  }

  /** An item is a tag of one byte, its length as a varint, and that many bytes. */
  private static int endOfItem(byte[] raw, int start) {
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
}
