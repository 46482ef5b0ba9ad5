package io.tagalong.sidecar.encode;

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
    int firstItems = body.items() / 2;
    byte[] raw = body.encoding().decompress(body.bytes());
    Framing framing = body.kind().framing();
    int boundary = framing.cut(raw, framing.endOf(firstItems, raw));
    return List.of(
        body.with(raw, 0, boundary, firstItems),
        body.with(raw, boundary, raw.length, body.items() - firstItems));
  }
}
