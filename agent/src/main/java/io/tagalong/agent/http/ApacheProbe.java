package io.tagalong.agent.http;

import io.tagalong.agent.probe.Members;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Apache HttpClient 4 and 5, the classic API: {@code doExecute(target, request, context)}, the end
 * of all forms of {@code execute}. What is called differently in the two is asked for in both ways.
 */
final class ApacheProbe extends ClientProbe {
  ApacheProbe(HttpWatch watch) {
    super(watch);
  }

  @Override
  @Nullable HttpRequest request(@Nullable Object self, @Nullable Object[] arguments) {
    return arguments[1] == null ? null : Request.of(arguments[0], arguments[1]);
  }

  @Override
  @Nullable Object returned(Pending pending, @Nullable Object result) {
    if (result != null) {
      pending.answered(new Response(result));
    }
    return result;
  }

  /** A request of either version; also what the asynchronous client of version 5 sends. */
  static final class Request implements HttpRequest {
    private final Object request;
    private final String method;
    private final String host;
    private final String path;

    private Request(Object request, String method, String host, String path) {
      this.request = request;
      this.method = method;
      this.host = host;
      this.path = path;
    }

    /**
     * A request by what it says of itself, and by where it goes.
     *
     * @param target null when the request itself names the host
     */
    static @Nullable Request of(@Nullable Object target, Object request) {
      Object line = Members.call(request, "getRequestLine");
      String method = Members.text(line == null ? request : line, "getMethod");
      String address =
          line == null ? Members.text(request, "getRequestUri") : Members.text(line, "getUri");
      String targetHost = Members.text(target, "getHostName");
      try {
        URI uri = new URI(String.valueOf(address));
        String host = targetHost != null ? targetHost : host(request, uri);
        String path = uri.getRawPath();
        return method == null || host == null || path == null
            ? null
            : new Request(request, method, host, path);
      } catch (URISyntaxException e) {
        return null; // Nobody wants an address that is none; the client itself says what it thinks.
      }
    }

    private static @Nullable String host(Object request, URI uri) {
      String authority = Members.text(Members.call(request, "getAuthority"), "getHostName");
      return authority != null ? authority : uri.getHost();
    }

    @Override
    public String method() {
      return method;
    }

    @Override
    public String host() {
      return host;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public @Nullable String header(String name) {
      return Members.text(Members.call(request, "getFirstHeader", name), "getValue");
    }

    /** The asynchronous client's simple requests carry their bytes; others have an entity. */
    @Override
    public byte @Nullable [] body() {
      Object simple = Members.call(Members.call(request, "getBody"), "getBodyBytes");
      if (simple instanceof byte[]) {
        byte[] bytes = (byte[]) simple;
        return bytes.length > MAX_BODY_BYTES ? null : bytes;
      }
      Object entity = Members.call(request, "getEntity");
      long length = Members.number(entity, "getContentLength", 0);
      if (length <= 0
          || length > MAX_BODY_BYTES
          || !Boolean.TRUE.equals(Members.call(entity, "isRepeatable"))) {
        return null;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) length);
      Members.call(entity, "writeTo", bytes);
      return bytes.toByteArray();
    }
  }

  /** A response of either version. */
  static final class Response implements HttpResponse {
    private final Object response;

    Response(Object response) {
      this.response = response;
    }

    @Override
    public int status() {
      long code = Members.number(response, "getCode", 0);
      Object line = code == 0 ? Members.call(response, "getStatusLine") : null;
      return (int) (line == null ? code : Members.number(line, "getStatusCode", 0));
    }

    @Override
    public @Nullable String header(String name) {
      return Members.text(Members.call(response, "getFirstHeader", name), "getValue");
    }
  }
}
