package io.tagalong.sidecar.encode;

/**
 * One request's content, compressed and within the limits of its kind. It does not change, but its
 * array is not copied: nobody may write to it.
 */
public final class Body {

  private final BodyKind kind;
  private final byte[] compressed;
  private final int items;
  private final long createdSeconds;

  Body(BodyKind kind, byte[] compressed, int items, long createdSeconds) {
    this.kind = kind;
    this.compressed = compressed;
    this.items = items;
    this.createdSeconds = createdSeconds;
  }

  public BodyKind kind() {
    return kind;
  }

  /** The bytes to send, to be read only. */
  public byte[] compressed() {
    return compressed;
  }

  /** Points of series, or sketches; at least one. */
  public int items() {
    return items;
  }

  /** The time that the body's points carry, in seconds since 1970: the start of their bucket. */
  public long createdSeconds() {
    return createdSeconds;
  }
}
