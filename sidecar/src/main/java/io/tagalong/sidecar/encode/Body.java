package io.tagalong.sidecar.encode;

/**
 * One request's content, encoded and within the limits of its kind. It does not change, but its
 * array is not copied: nobody may write to it. Every endpoint delivers the same array.
 */
public final class Body {

  private final BodyKind kind;
  private final Encoding encoding;
  private final DeliveryMode mode;
  private final byte[] bytes;
  private final int items;
  private final long createdSeconds;

  /**
   * Puts a body together from its parts; for what was stored and is read again. New bodies come
   * from the encoders, which keep the limits.
   */
  public Body(
      BodyKind kind,
      Encoding encoding,
      DeliveryMode mode,
      byte[] bytes,
      int items,
      long createdSeconds) {
    this.kind = kind;
    this.encoding = encoding;
    this.mode = mode;
    this.bytes = bytes;
    this.items = items;
    this.createdSeconds = createdSeconds;
  }

  public BodyKind kind() {
    return kind;
  }

  public Encoding encoding() {
    return encoding;
  }

  public DeliveryMode mode() {
    return mode;
  }

  /** The bytes to send, to be read only. */
  public byte[] bytes() {
    return bytes;
  }

  /** Points of series, sketches, events, checks or logs; at least one. */
  public int items() {
    return items;
  }

  /** The time that the body's items carry, in seconds since 1970: the start of their bucket. */
  public long createdSeconds() {
    return createdSeconds;
  }

  /** The body with other items instead, which lie raw from {@code from} to {@code to}. */
  Body with(byte[] raw, int from, int to, int itemCount) {
    try (Compressor compressor = encoding.compressor()) {
      byte[] part = compressor.compress(raw, from, to);
      return new Body(kind, encoding, mode, part, itemCount, createdSeconds);
    }
  }
}
