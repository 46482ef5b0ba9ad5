package io.tagalong.sidecar.encode;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** How the bytes of a body are packed, as {@code Content-Encoding} names it. */
public enum Encoding {
  /** As they are. */
  IDENTITY(0, "identity") {
    @Override
    Compressor compressor() {
      return new PlainCopy();
    }

    @Override
    InputStream unpacking(InputStream compressed) {
      return compressed;
    }
  },

  /** RFC 1950, which HTTP calls deflate; every route but events takes it. */
  ZLIB(1, "deflate") {
    @Override
    Compressor compressor() {
      return new ZlibCompressor();
    }

    @Override
    InputStream unpacking(InputStream compressed) {
      return new InflaterInputStream(compressed);
    }
  },

  /** RFC 1952; the same compression, for whatever stands between that knows no other. */
  GZIP(2, "gzip") {
    @Override
    Compressor compressor() {
      return new GzipCompressor();
    }

    @Override
    InputStream unpacking(InputStream compressed) throws IOException {
      return new GZIPInputStream(compressed);
    }
  },

  /** RFC 8878. The Agent's default on all these routes, documented for series alone. */
  ZSTD(3, "zstd") {
    @Override
    Compressor compressor() {
      return new ZstdCompressor();
    }

    @Override
    InputStream unpacking(InputStream compressed) {
      return new ZstdInputStream(compressed);
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
  byte[] decompress(byte[] compressed) {
    try (InputStream raw = unpacking(new ByteArrayInputStream(compressed))) {
      return raw.readAllBytes();
    } catch (IOException notOurs) {
      throw new IllegalArgumentException("the bytes are not " + token, notOurs);
    }
  }

  abstract InputStream unpacking(InputStream compressed) throws IOException;
}
