package io.tagalong.sidecar.listen;

import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * Cuts one connection's bytes into frames, wherever the reads may have cut them: each is its
 * payload's length as an unsigned little-endian 32-bit number, then the payload.
 *
 * <p>The buffer grows to the largest frame that the connection has announced, at most {@value
 * #MAX_FRAME_BYTES} bytes.
 *
 * <p>Threads: owned by the event loop. <em>Hot.</em>
 */
final class FrameCutter {
  /** Longer ones are taken for a sender that does not write lengths. */
  static final int MAX_FRAME_BYTES = 65_535;

  private static final int LENGTH_BYTES = 4;

  private final GuardedHandler handler;
  private final SocketAddress sender;
  private byte[] frame = new byte[0];

  /** How many of the length's bytes are there. */
  private int lengthBytes;

  /** As far as it is known; up to 2^32 - 1. */
  private long length;

  /** How many of the payload's bytes are there. */
  private int have;

  private long frames;

  FrameCutter(GuardedHandler handler, SocketAddress sender) {
    this.handler = handler;
    this.sender = sender;
  }

  /**
   * Hands over the frames that these bytes complete.
   *
   * @return false when a length is 0 or too large, after which the stream means nothing; the bytes
   *     after that length are left in the buffer
   */
  boolean cut(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (lengthBytes < LENGTH_BYTES) {
        length |= (bytes.get() & 0xFFL) << (8 * lengthBytes++);
        if (lengthBytes == LENGTH_BYTES && !isUsable(length)) {
          return false;
        }
      } else {
        take(bytes);
      }
    }
    return true;
  }

  /** The length of the frame that is being read, as far as it has arrived. */
  long length() {
    return length;
  }

  /** How many frames were handed over. */
  long frames() {
    return frames;
  }

  /** Whether a frame has begun and not ended. */
  boolean isInsideFrame() {
    return lengthBytes > 0;
  }

  private void take(ByteBuffer bytes) {
    if (frame.length < length) {
      frame = new byte[(int) length];
    }
    int taken = Math.min(bytes.remaining(), (int) length - have);
    bytes.get(frame, have, taken);
    have += taken;
    if (have == length) {
      int complete = have;
      lengthBytes = 0;
      length = 0;
      have = 0;
      frames++;
      handler.handle(frame, complete, sender);
    }
  }

  private static boolean isUsable(long length) {
    return 0 < length && length <= MAX_FRAME_BYTES;
  }
}
