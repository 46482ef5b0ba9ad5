package io.tagalong.sidecar.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A whole request.
 *
 * @param path as it was sent, without what stands behind a {@code ?}
 * @param headers by name in small letters, each with its values in their order
 * @param body as it was sent, perhaps compressed; not to be written
 */
@SuppressWarnings("ArrayRecordComponent") // Requests are not compared.
public record Request(String method, String path, Map<String, List<String>> headers, byte[] body) {

  public Request {
    headers = Map.copyOf(headers);
  }

  /** The values of a header, in whatever case its name is written; none when it is absent. */
  public List<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
