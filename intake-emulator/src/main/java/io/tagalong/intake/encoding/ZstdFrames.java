package io.tagalong.intake.encoding;

/**
 * Finds where the Zstandard frames of a body end, by their headers alone: aircompressor's stream
 * says nothing of a few bytes behind them. The layout is that of RFC 8878, section 3.1.1; skippable
 * frames, which nobody sends as a body, count as bytes behind.
 */
final class ZstdFrames {
  private static final int MAGIC = 0xFD2FB528;
  private static final int MAGIC_BYTES = 4;
  private static final int BLOCK_HEADER_BYTES = 3;
  private static final int CHECKSUM_BYTES = 4;

  /** Sizes by the two bits of the frame's descriptor that stand for them. */
  private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};

  private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};

  /** A block of one byte that is repeated. */
  private static final int RUN = 1;

  private final byte[] body;
  private int position;

  private ZstdFrames(byte[] body) {
    this.body = body;
  }

  /**
   * The bytes behind the last frame of a body; none if it is cut short, or begins with no frame.
   */
  static int bytesBehind(byte[] body) {
    ZstdFrames frames = new ZstdFrames(body);
    while (frames.isAtFrame()) {
      frames.skipFrame();
    }
    return frames.position == 0 ? 0 : Math.max(0, body.length - frames.position);
  }

  private boolean isAtFrame() {
    return position + MAGIC_BYTES <= body.length && littleEndian(MAGIC_BYTES) == MAGIC;
  }

  private void skipFrame() {
    position += MAGIC_BYTES;
    int descriptor = take(1);
    boolean isSingleSegment = (descriptor & 0x20) != 0;
    boolean hasChecksum = (descriptor & 0x04) != 0;
    int contentSizeBytes = CONTENT_SIZE_BYTES[(descriptor >> 6) & 3];
    int windowBytes = isSingleSegment ? 0 : 1;
    position += windowBytes + DICTIONARY_ID_BYTES[descriptor & 3];
    position += isSingleSegment ? Math.max(1, contentSizeBytes) : contentSizeBytes;
    boolean isLast;
    do {
      int header = take(BLOCK_HEADER_BYTES);
      isLast = (header & 1) != 0;
      boolean isRun = ((header >> 1) & 3) == RUN;
      position += isRun ? 1 : header >> 3;
    } while (!isLast && position < body.length);
    position += hasChecksum ? CHECKSUM_BYTES : 0;
  }

  private int take(int bytes) {
    int value = littleEndian(bytes);
    position += bytes;
    return value;
  }

  /** The number that the next bytes are; those beyond the end of the body are 0. */
  private int littleEndian(int bytes) {
    int value = 0;
    for (int i = 0; i < bytes && position + i < body.length; i++) {
      value |= (body[position + i] & 0xFF) << (8 * i);
    }
    return value;
  }
}
