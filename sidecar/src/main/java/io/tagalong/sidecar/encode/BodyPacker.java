package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Courtesy;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs items into bodies that keep every limit of their kind.
 *
 * <p>Items are written into one block up to a target of raw bytes at which bodies normally compress
 * to well below the limit, and compressed in one call; then the block's memory takes the next. So
 * packing costs the memory of a block, however many items there are. A block that is still too
 * large is halved, by items, until its parts fit. How well a block compresses is thus measured and
 * never estimated, and the promise (no body over a limit) is checked where it is made. The Agent
 * streams into the compressor and reserves worst-case bounds instead: fewer passes, but far more to
 * get wrong.
 */
final class BodyPacker {

  /** Raw bytes of metrics compress about 8:1, sketches 3:1: both far within their limits. */
  private static final int TARGET_RAW_BYTES = 1_500_000;

  /** Some 10 microseconds of series, about a millisecond of the largest sketches. */
  private static final int ITEMS_BETWEEN_OFFERS = 64;

  private final BodyKind kind;
  private final BodyLimits limits;
  private final Encoding encoding;
  private final DeliveryMode mode;
  private final int targetRawBytes;
  private final long createdSeconds;

  private final Block block;
  private final List<Body> bodies = new ArrayList<>();
  private final List<Oversized> oversized = new ArrayList<>();

  BodyPacker(
      BodyKind kind, BodyLimits limits, Encoding encoding, DeliveryMode mode, long createdSeconds) {
    this.kind = kind;
    this.limits = limits;
    this.encoding = encoding;
    this.mode = mode;
    int mostRawBytes =
        encoding == Encoding.IDENTITY
            ? Math.min(limits.maxRawBytes(), limits.maxCompressedBytes())
            : limits.maxRawBytes();
    this.targetRawBytes = Math.min(TARGET_RAW_BYTES, mostRawBytes);
    this.createdSeconds = createdSeconds;
    this.block = new Block(kind.framing());
  }

  Encoded pack(Items items) {
    if (items.count() == 0) {
      return new Encoded(List.of(), List.of()); // an empty body is an error to the intake
    }
    try (Compressor compressor = encoding.compressor()) {
      for (int next = 0; next < items.count(); next++) {
        if (next % ITEMS_BETWEEN_OFFERS == 0) {
          Courtesy.offerCore();
        }
        block.add(items, next);
        if (isOverfull()) {
          int fitting = block.items() - 1;
          packFirst(fitting, items, next - fitting, compressor);
          block.dropFirst(fitting);
        }
      }
      packFirst(block.items(), items, items.count() - block.items(), compressor);
    }
    return new Encoded(bodies, oversized);
  }

  /** Whether the block would do better without its last item. */
  private boolean isOverfull() {
    return block.items() > 1
        && (block.items() > limits.maxItems() || block.rawBytes() > targetRawBytes);
  }

  private void packFirst(int count, Items items, int indexOfFirst, Compressor compressor) {
    block.cut(count);
    packPart(0, count, items, indexOfFirst, compressor);
  }

  /** Packs items of the block, which are cut from those around them. */
  private void packPart(int from, int to, Items items, int indexOfFirst, Compressor compressor) {
    int start = block.boundary(from);
    int end = block.boundary(to);
    byte[] bytes = compressor.compress(block.array(), start, end);
    if (end - start <= limits.maxRawBytes() && bytes.length <= limits.maxCompressedBytes()) {
      bodies.add(body(bytes, to - from));
    } else if (to - from == 1) {
      oversized.add(new Oversized(kind, items.name(indexOfFirst + from)));
    } else {
      int middle = from + (to - from) / 2;
      block.cut(middle);
      packPart(from, middle, items, indexOfFirst, compressor);
      packPart(middle, to, items, indexOfFirst, compressor);
    }
  }

  private Body body(byte[] bytes, int items) {
    return new Body(kind, encoding, mode, bytes, items, createdSeconds);
  }
}
