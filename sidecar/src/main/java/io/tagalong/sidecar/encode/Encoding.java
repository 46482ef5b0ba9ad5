package io.tagalong.sidecar.encode;

/** How the bytes of a body are packed, as {@code Content-Encoding} names it. */
public enum Encoding {
  /** As they are. */
  IDENTITY(0, "identity") {
    @Override
    Compressor compressor() {
      return new PlainCopy();
    }

    @Override
    byte[] decompress(byte[] compressed) {
      return compressed.clone();
    }
  },

  /** The zlib format (RFC 1950), which HTTP calls deflate; every route but events takes it. */
  DEFLATE(1, "deflate") {
    @Override
    Compressor compressor() {
      return new ZlibCompressor();
    }

    @Override
    byte[] decompress(byte[] compressed) {
      return ZlibCompressor.decompress(compressed);
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

  /** A compressor, which the caller closes. */
  abstract Compressor compressor();

  /** Undoes what the compressor does; only for bytes that it made; in an array of its own. */
  abstract byte[] decompress(byte[] compressed);
}
