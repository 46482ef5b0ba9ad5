package io.tagalong.sidecar.encode;

/** How the bytes of a body are packed, as {@code Content-Encoding} names it. */
public enum Encoding {
  /** As they are. */
  IDENTITY(0, "identity") {
    @Override
    byte[] compress(byte[] raw) {
      return raw;
    }

    @Override
    byte[] decompress(byte[] compressed) {
      return compressed;
    }
  },

  /** The zlib format (RFC 1950), which HTTP calls deflate; every route but events takes it. */
  DEFLATE(1, "deflate") {
    @Override
    byte[] compress(byte[] raw) {
      return Zlib.compress(raw);
    }

    @Override
    byte[] decompress(byte[] compressed) {
      return Zlib.decompress(compressed);
    }
  };

  private final int code;
  private final String token;

  Encoding(int code, String token) {
    this.code = code;
    this.token = token;
  }

  /** What stands for the encoding in a file; never changes. */
  public int code() {
    return code;
  }

  /** The word in the header {@code Content-Encoding}. */
  public String token() {
    return token;
  }

  abstract byte[] compress(byte[] raw);

  /** Undoes {@link #compress}; only for bytes that it made. */
  abstract byte[] decompress(byte[] compressed);
}
