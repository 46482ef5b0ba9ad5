package io.tagalong.intake.encoding;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The encodings that some route takes, and how to unpack each.
 *
 * <p>Unpacking stops one byte past the limit, so a small body that unpacks to gigabytes costs no
 * more than an honest one. The whole body is given to the inflater at once; whatever it has not
 * consumed when its stream ends are trailing bytes.
 */
public enum ContentEncoding {
  IDENTITY,
  /** As the HTTP standard means it: zlib-wrapped, RFC 1950. Raw deflate is refused. */
  DEFLATE,
  GZIP,
  /** Documented for no route, but what Datadog's own Agent sends; its client says zstd1. */
  ZSTD;

  private static final int GZIP_TRAILER_BYTES = 8;

  /**
   * The encoding that a Content-Encoding header names.
   *
   * @throws Refusal if the name is none of an encoding known here
   */
  public static ContentEncoding of(String header) throws Refusal {
    String name = header.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "identity" -> IDENTITY;
      case "deflate" -> DEFLATE;
      case "gzip" -> GZIP;
      case "zstd", "zstd1" -> ZSTD;
      default -> throw new Refusal(Rule.CONTENT_ENCODING_UNSUPPORTED, "'" + name + "'");
    };
  }

  /**
   * Unpacks a whole body.
   *
   * @throws Refusal if it is not of this encoding, or unpacks to more bytes than allowed
   */
  public byte[] unpack(byte[] packed, int maxBytes) throws Refusal {
    byte[] unpacked =
        switch (this) {
          case IDENTITY -> packed;
          case DEFLATE -> inflate(packed, maxBytes);
          case GZIP -> gunzip(packed, maxBytes);
          case ZSTD -> unzstd(packed, maxBytes);
        };
    if (unpacked.length > maxBytes) {
      throw new Refusal(Rule.BODY_TOO_LARGE_UNCOMPRESSED, "more than " + maxBytes + " bytes");
    }
    return unpacked;
  }

  private static byte[] inflate(byte[] packed, int maxBytes) throws Refusal {
    Inflater inflater = new Inflater();
    try (InputStream in =
        new InflaterInputStream(
            new ByteArrayInputStream(packed), inflater, Math.max(1, packed.length))) {
      byte[] unpacked = in.readNBytes(maxBytes + 1);
      refuseTrailing(unpacked.length > maxBytes ? 0 : inflater.getRemaining());
      return unpacked;
    } catch (ZipException | EOFException e) {
      throw undecodable("a zlib stream", e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] gunzip(byte[] packed, int maxBytes) throws Refusal {
    try (OpenGzipStream in = new OpenGzipStream(packed)) {
      byte[] unpacked = in.readNBytes(maxBytes + 1);
      refuseTrailing(unpacked.length > maxBytes ? 0 : in.remaining() - GZIP_TRAILER_BYTES);
      return unpacked;
    } catch (ZipException | EOFException e) {
      throw undecodable("a gzip stream", e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static byte[] unzstd(byte[] packed, int maxBytes) throws Refusal {
    refuseTrailing(ZstdFrames.bytesBehind(packed));
    try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(packed))) {
      return in.readNBytes(maxBytes + 1);
    } catch (IOException | MalformedInputException e) {
      throw undecodable("a zstd frame", e);
    }
  }

  private static void refuseTrailing(int bytes) throws Refusal {
    if (bytes > 0) {
      throw new Refusal(Rule.BODY_TRAILING_BYTES, bytes + " bytes after the end of the stream");
    }
  }

  private static Refusal undecodable(String expected, Exception e) {
    return new Refusal(
        Rule.BODY_NOT_DECOMPRESSIBLE,
        "not %s (RFC 1950, 1952, 8878): %s".formatted(expected, e.getMessage()));
  }

  /** A gzip stream that tells how much its inflater left over, which the JDK's silently ignores. */
  private static final class OpenGzipStream extends GZIPInputStream {
    OpenGzipStream(byte[] packed) throws IOException {
      super(new ByteArrayInputStream(packed), Math.max(1, packed.length));
    }

    int remaining() {
      return inf.getRemaining();
    }
  }
}
