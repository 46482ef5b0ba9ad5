package io.tagalong.sidecar.encode;

import java.util.ArrayList;
import java.util.List;

/**
 * Packs items into bodies that keep every limit of their kind.
 *
 * <p>Items are collected up to a target of raw bytes at which bodies normally compress to well
 * below the limit, and compressed in one call. A block that is still too large is halved, by items,
 * until its parts fit. How well a block compresses is thus measured and never estimated, and the
 * promise (no body over a limit) is checked where it is made. The Agent streams into the compressor
 * and reserves worst-case bounds instead: fewer passes, but far more to get wrong.
 */
final class BodyPacker {

  /** Raw bytes of metrics compress about 8:1, sketches 3:1: both far within their limits. */
  private static final int TARGET_RAW_BYTES = 1_500_000;

  private final BodyKind kind;
  private final BodyLimits limits;
  private final EncodeOptions options;
  private final int targetRawBytes;
  private final long createdSeconds;

  private final List<Body> bodies = new ArrayList<>();
  private final List<Oversized> oversized = new ArrayList<>();

  BodyPacker(BodyKind kind, BodyLimits limits, EncodeOptions options, long createdSeconds) {
    this.kind = kind;
    this.limits = limits;
    this.options = options;
    this.targetRawBytes = Math.min(TARGET_RAW_BYTES, limits.maxRawBytes());
    this.createdSeconds = createdSeconds;
  }

  Encoded pack(List<Item> items) {
    int blockStart = 0;
    int blockBytes = 0;
    for (int next = 0; next < items.size(); next++) {
      int itemBytes = items.get(next).bytes().length + kind.framing().bytesAround();
      boolean full = next - blockStart == limits.maxItems();
      if (full || blockBytes + itemBytes > targetRawBytes) {
        packBlock(items.subList(blockStart, next));
        blockStart = next;
        blockBytes = 0;
      }
      blockBytes += itemBytes;
    }
    packBlock(items.subList(blockStart, items.size()));
    return new Encoded(bodies, oversized);
  }

  private void packBlock(List<Item> block) {
    if (block.isEmpty()) {
      return; // an empty body is an error to the intake
    }
    byte[] raw = kind.framing().join(block);
    byte[] bytes = options.encoding(kind).compress(raw);
    if (raw.length <= limits.maxRawBytes() && bytes.length <= limits.maxCompressedBytes()) {
      bodies.add(body(bytes, block.size()));
    } else if (block.size() == 1) {
      oversized.add(new Oversized(kind, block.get(0).name()));
    } else {
      int middle = block.size() / 2;
      packBlock(block.subList(0, middle));
      packBlock(block.subList(middle, block.size()));
    }
  }

  private Body body(byte[] bytes, int items) {
    return new Body(kind, options.encoding(kind), options.mode(kind), bytes, items, createdSeconds);
  }
}
