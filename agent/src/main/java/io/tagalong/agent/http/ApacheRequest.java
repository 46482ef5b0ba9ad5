package io.tagalong.agent.http;

import io.tagalong.agent.probe.Authority;
import io.tagalong.agent.probe.Reflected;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A request of Apache HttpClient 4 or 5, classic or asynchronous. What is called differently in
 * them is asked for in each way.
 */
final class ApacheRequest implements HttpRequest {
  private final Object request;
  private final String method;
  private final String authority;
  private final String path;

  private ApacheRequest(Object request, String method, String authority, String path) {
    this.request = request;
    this.method = method;
    this.authority = authority;
    this.path = path;
  }

  /**
   * A request by what it says of itself, and by where it goes.
   *
   * @param target null when the request itself names the host
   * @return null when it is none that can be told
   */
  static @Nullable ApacheRequest of(@Nullable Object target, Object request) {
    Object line = Reflected.call(request, "getRequestLine");
    String method = Reflected.text(line == null ? request : line, "getMethod");
    String address =
        line == null ? Reflected.text(request, "getRequestUri") : Reflected.text(line, "getUri");
    try {
      URI uri = new URI(String.valueOf(address));
      String authority = authority(target, request, uri);
      String path = uri.getRawPath();
      return method == null || authority.isEmpty() || path == null
          ? null
          : new ApacheRequest(request, method, authority, path);
    } catch (URISyntaxException e) {
      return null; // Nobody wants an address that is none; the client itself says what it thinks.
    }
  }

  /** Version 4 names it by an {@code HttpHost}, version 5 also by a {@code URIAuthority}. */
  private static String authority(@Nullable Object target, Object request, URI address) {
    Object named = target == null ? Reflected.call(request, "getAuthority") : target;
    String host = Reflected.text(named, "getHostName");
    return host == null
        ? Authority.of(address)
        : Authority.of(host, (int) Reflected.number(named, "getPort", -1));
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String authority() {
    return authority;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String header(String name) {
    return Reflected.text(Reflected.call(request, "getFirstHeader", name), "getValue");
  }

  /** The asynchronous client's simple requests carry their bytes; others have an entity. */
  @Override
  public byte @Nullable [] body() {
    Object simple = Reflected.call(Reflected.call(request, "getBody"), "getBodyBytes");
    if (simple instanceof byte[]) {
      byte[] bytes = (byte[]) simple;
      return bytes.length > MAX_BODY_BYTES ? null : bytes;
    }
    Object entity = Reflected.call(request, "getEntity");
    long length = Reflected.number(entity, "getContentLength", 0);
    if (length <= 0
        || length > MAX_BODY_BYTES
        || !Boolean.TRUE.equals(Reflected.call(entity, "isRepeatable"))) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) length);
    Reflected.call(entity, "writeTo", bytes);
    return bytes.toByteArray();
  }
}
