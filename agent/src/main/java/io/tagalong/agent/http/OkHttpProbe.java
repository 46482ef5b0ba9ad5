package io.tagalong.agent.http;

import io.tagalong.agent.probe.Authority;
import io.tagalong.agent.probe.BeginProbe;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Reflected;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp 3, 4 and 5: the method of a call that runs all interceptors, once for each call, on the
 * caller's thread or on one of OkHttp's.
 */
final class OkHttpProbe extends ClientProbe {
  /**
   * Calls that wait for a thread of OkHttp's and are recorded already. Guarded by itself. A call
   * does not override {@code equals}, so it is found by identity.
   */
  private final Set<Object> covered =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  OkHttpProbe(HttpWatch watch) {
    super(watch);
  }

  @Override
  @Nullable HttpRequest request(@Nullable Object self, @Nullable Object[] arguments) {
    Object request = Reflected.call(self, "request");
    return request == null ? null : new Request(request);
  }

  @Override
  @Nullable Pending begin(
      HttpRequest request, @Nullable Object self, @Nullable Object[] arguments) {
    Pending pending = super.begin(request, self, arguments);
    return pending != null && covered.remove(self) ? null : pending;
  }

  @Override
  @Nullable Object returned(Pending pending, @Nullable Object result) {
    if (result != null) {
      pending.answered(new Response(result));
    }
    return result;
  }

  /** Watches {@code enqueue}: the thread that comes to it may be in a method that is recorded. */
  Probe enqueuing() {
    return new BeginProbe() {
      @Override
      protected void begins(@Nullable Object self, @Nullable Object[] arguments) {
        HttpRequest request = request(self, arguments);
        if (request != null && watch.recordedAlready(request)) {
          covered.add(self);
        }
      }
    };
  }

  private static final class Request implements HttpRequest {
    /** By RFC 9110, section 4.2. */
    private static final int HTTP_PORT = 80;

    private static final int HTTPS_PORT = 443;

    private final Object request;

    Request(Object request) {
      this.request = request;
    }

    @Override
    public String method() {
      return String.valueOf(Reflected.text(request, "method"));
    }

    /** OkHttp does not tell a port that is named from the one that its scheme has anyway. */
    @Override
    public String authority() {
      Object url = Reflected.call(request, "url");
      String host = Reflected.text(url, "host");
      long usual = Boolean.TRUE.equals(Reflected.call(url, "isHttps")) ? HTTPS_PORT : HTTP_PORT;
      long port = Reflected.number(url, "port", usual);
      return host == null ? "" : Authority.of(host, port == usual ? -1 : (int) port);
    }

    @Override
    public String path() {
      return String.valueOf(Reflected.text(Reflected.call(request, "url"), "encodedPath"));
    }

    @Override
    public @Nullable String header(String name) {
      return Reflected.text(request, "header", name);
    }

    /** Version 3.12 and older know no bodies for one shot, and none that go both ways. */
    @Override
    public byte @Nullable [] body() {
      Object body = Reflected.call(request, "body");
      long length = Reflected.number(body, "contentLength", 0);
      if (length <= 0
          || length > MAX_BODY_BYTES
          || Boolean.TRUE.equals(Reflected.call(body, "isOneShot"))
          || Boolean.TRUE.equals(Reflected.call(body, "isDuplex"))) {
        return null;
      }
      Object buffer = buffer();
      Reflected.call(body, "writeTo", buffer);
      Object bytes = Reflected.call(buffer, "readByteArray");
      return bytes instanceof byte[] ? (byte[]) bytes : null;
    }

    private Object buffer() {
      try {
        return Class.forName("okio.Buffer", true, request.getClass().getClassLoader())
            .getConstructor()
            .newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("OkHttp is here without its okio.Buffer", e);
      }
    }
  }

  private static final class Response implements HttpResponse {
    private final Object response;

    Response(Object response) {
      this.response = response;
    }

    @Override
    public int status() {
      return (int) Reflected.number(response, "code", 0);
    }

    @Override
    public @Nullable String header(String name) {
      return Reflected.text(response, "header", name);
    }

    /**
     * Only of JSON, which comes as a whole: a look ahead into events would wait for more of them.
     */
    @Override
    public @Nullable String body() {
      String type = header("Content-Type");
      if (type == null || !type.startsWith("application/json")) {
        return null;
      }
      try {
        Object ahead = Reflected.call(response, "peekBody", (long) HttpRequest.MAX_BODY_BYTES);
        return Reflected.text(ahead, "string");
      } catch (IllegalStateException e) {
        return null; // The connection broke; the application meets the same error when it reads.
      }
    }
  }
}
