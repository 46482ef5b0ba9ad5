package io.tagalong.intake.http;

import io.tagalong.intake.encoding.ContentEncoding;
import io.tagalong.intake.net.Exchange;
import io.tagalong.intake.net.Headers;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.io.IOException;

/** A body that was read within the limits of its route, and unpacked. */
final class Payload {
  private final MediaType type;
  private final byte[] bytes;

  private Payload(MediaType type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  static Payload read(IntakeRoute route, Exchange exchange) throws Refusal {
    Headers headers = exchange.head().headers();
    String contentType = headers.first("Content-Type").orElse("");
    MediaType type =
        route.types().stream()
            .filter(known -> known.isMeantBy(contentType))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        Rule.CONTENT_TYPE_WRONG,
                        "'%s' where %s is due".formatted(contentType, route.types())));
    ContentEncoding encoding =
        ContentEncoding.of(headers.first("Content-Encoding").orElse("identity"));
    if (!route.takes(encoding)) {
      throw new Refusal(
          Rule.CONTENT_ENCODING_UNSUPPORTED, "%s at %s".formatted(encoding, route.path()));
    }
    byte[] packed = packed(route.maxPackedBytes(), exchange);
    return new Payload(type, encoding.unpack(packed, route.maxBytes()));
  }

  MediaType type() {
    return type;
  }

  /** The array itself: whoever reads a payload owns it. */
  byte[] bytes() {
    return bytes;
  }

  private static byte[] packed(int maxBytes, Exchange exchange) throws Refusal {
    byte[] packed;
    try {
      packed = exchange.body().readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw new Refusal(Rule.BODY_INCOMPLETE, "the connection ended: " + e.getMessage());
    }
    if (packed.length > maxBytes) {
      throw new Refusal(Rule.BODY_TOO_LARGE_COMPRESSED, "more than " + maxBytes + " bytes");
    }
    return packed;
  }
}
