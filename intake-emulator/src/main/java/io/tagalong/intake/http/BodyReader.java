package io.tagalong.intake.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the protobuf body of a request within the limits of its route.
 *
 * @param maxPackedBytes the most that is read from the network
 * @param maxBytes the most after unpacking
 */
record BodyReader(int maxPackedBytes, int maxBytes) {
  private static final String PROTOBUF = "application/x-protobuf";

  byte[] read(HttpExchange exchange) throws Refusal {
    Headers headers = exchange.getRequestHeaders();
    String contentType = headers.getFirst("Content-Type");
    if (!isProtobuf(contentType)) {
      throw new Refusal(
          Rule.CONTENT_TYPE_WRONG, "'%s' where %s is due".formatted(contentType, PROTOBUF));
    }
    ContentEncoding encoding = ContentEncoding.of(headers.getFirst("Content-Encoding"));
    byte[] packed = readPacked(exchange);
    if (packed.length > maxPackedBytes) {
      throw new Refusal(Rule.BODY_TOO_LARGE_COMPRESSED, "more than " + maxPackedBytes + " bytes");
    }
    return encoding.unpack(packed, maxBytes);
  }

  private byte[] readPacked(HttpExchange exchange) throws Refusal {
    try {
      return exchange.getRequestBody().readNBytes(maxPackedBytes + 1);
    } catch (IOException e) {
      throw new Refusal(Rule.BODY_INCOMPLETE, "the connection ended: " + e.getMessage());
    }
  }

  private static boolean isProtobuf(@Nullable String contentType) {
    return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase(PROTOBUF);
  }
}
