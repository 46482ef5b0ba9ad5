package io.tagalong.sidecar.http;

import io.tagalong.sidecar.json.UnusableJsonException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Reads the JSON of a request as it is decompressed, so that a bomb is noticed after so many bytes
 * and never held as a whole.
 */
public final class JsonBody {
  private JsonBody() {}

  /** Makes a value of JSON. */
  @FunctionalInterface
  public interface Form<T> {
    T read(InputStream json) throws IOException, UnusableJsonException;
  }

  /**
   * The value of the body.
   *
   * @param maxBytes of the body once it is decompressed
   */
  public static <T> T read(Request request, int maxBytes, Form<T> form) throws RefusedException {
    List<String> encodings = request.header("Content-Encoding");
    String encoding = encodings.isEmpty() ? "identity" : String.join(",", encodings);
    try (InputStream in = decompressed(request, encoding)) {
      return form.read(new Bounded(in, maxBytes));
    } catch (UnusableJsonException unusable) {
      throw new RefusedException(refusal(unusable.reason()));
    } catch (TooLargeException tooLarge) {
      throw new RefusedException(Refusal.BODY_TOO_LARGE);
    } catch (IOException garbled) {
      // Only the decompression and the decoding of UTF-32 say so: the bytes are in memory.
      throw new RefusedException(
          encoding.equals("identity") ? Refusal.NOT_JSON : Refusal.UNKNOWN_ENCODING);
    }
  }

  private static InputStream decompressed(Request request, String encoding)
      throws IOException, RefusedException {
    InputStream body = new ByteArrayInputStream(request.body());
    return switch (encoding) {
      case "identity" -> body;
      case "gzip" -> new GZIPInputStream(body);
      case "deflate" -> new InflaterInputStream(body);
      default -> throw new RefusedException(Refusal.UNKNOWN_ENCODING);
    };
  }

  private static Refusal refusal(UnusableJsonException.Reason reason) {
    return switch (reason) {
      case MALFORMED -> Refusal.NOT_JSON;
      case TOO_DEEP -> Refusal.TOO_DEEP;
      case TOO_LARGE -> Refusal.BODY_TOO_LARGE;
    };
  }

  /** There is more than may be held. */
  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Gives so many bytes, and throws instead of one more. */
  private static final class Bounded extends FilterInputStream {
    private int left;

    Bounded(InputStream in, int maxBytes) {
      super(in);
      left = maxBytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      left -= Math.max(read, 0);
      if (left < 0) {
        throw new TooLargeException();
      }
      return read;
    }
  }
}
