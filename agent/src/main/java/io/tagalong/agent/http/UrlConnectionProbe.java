package io.tagalong.agent.http;

import io.tagalong.agent.probe.Authority;
import io.tagalong.agent.probe.Probe;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code HttpURLConnection}: {@code getInputStream}, which all that asks for the response comes to,
 * often dozens of times. The first time is the end of the request.
 *
 * <p>The body is written by the application, to a stream that keeps a copy.
 */
final class UrlConnectionProbe extends ClientProbe {
  /** What is known of the wanted requests of connections. Guarded by itself. */
  private final Map<HttpURLConnection, Sent> sent =
      Collections.synchronizedMap(new WeakHashMap<>());

  UrlConnectionProbe(HttpWatch watch) {
    super(watch);
  }

  @Override
  @Nullable HttpRequest request(@Nullable Object self, @Nullable Object[] arguments) {
    return self instanceof HttpURLConnection ? new Request((HttpURLConnection) self) : null;
  }

  @Override
  @Nullable Pending begin(
      HttpRequest request, @Nullable Object self, @Nullable Object[] arguments) {
    return watch.wants(request) ? beginOnce((Request) request) : null;
  }

  private @Nullable Pending beginOnce(Request request) {
    boolean first = sent.computeIfAbsent(request.connection, key -> new Sent()).end();
    return first ? watch.begin(request) : null;
  }

  @Override
  @Nullable Object returned(Pending pending, @Nullable Object result) {
    pending.answered(new Response(((Request) pending.request()).connection));
    return result;
  }

  /** It throws for a status of 400 and above, too. */
  @Override
  void failed(Pending pending, @Nullable Object self, Throwable thrown) {
    Response response = new Response(((Request) pending.request()).connection);
    if (response.status() > 0) {
      pending.answered(response);
    } else {
      pending.failed(thrown);
    }
  }

  /** Watches {@code getOutputStream}, and {@code connect}, which gives nothing. */
  Probe output() {
    return new Output();
  }

  /** What is known of one connection's request. */
  private static final class Sent {
    /** Guarded by this: a connection is used by one thread, yet nothing makes sure of it. */
    private @Nullable CopyingStream body;

    private boolean ended;

    /** Whether this is the first time. */
    synchronized boolean end() {
      boolean first = !ended;
      ended = true;
      return first;
    }

    /** The stream for the application: the same one for the same stream of the connection. */
    synchronized OutputStream copying(OutputStream original) {
      CopyingStream known = body;
      if (known == null || !known.copies(original)) {
        known = new CopyingStream(original, HttpRequest.MAX_BODY_BYTES);
        body = known;
      }
      return known;
    }

    synchronized byte @Nullable [] body() {
      return body == null ? null : body.copy();
    }
  }

  private final class Output implements Probe {
    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object[] arguments) {
      HttpRequest request = request(self, arguments);
      return request != null && !watch.nesting().inside() && watch.wants(request) ? request : null;
    }

    @Override
    public @Nullable Object returned(
        Object state,
        @Nullable Object self,
        @Nullable Object[] arguments,
        @Nullable Object result) {
      HttpURLConnection connection = ((Request) state).connection;
      return result instanceof OutputStream
          ? sent.computeIfAbsent(connection, key -> new Sent()).copying((OutputStream) result)
          : result;
    }

    @Override
    public void threw(
        Object state, @Nullable Object self, @Nullable Object[] arguments, Throwable thrown) {
      // The connection could not be made. A protocol that was not kept is the application's affair.
      Pending pending = thrown instanceof ProtocolException ? null : beginOnce((Request) state);
      if (pending != null) {
        pending.failed(thrown);
      }
    }
  }

  private final class Request implements HttpRequest {
    private final HttpURLConnection connection;

    Request(HttpURLConnection connection) {
      this.connection = connection;
    }

    /** To ask for the output makes a POST of what was set up as a GET. */
    @Override
    public String method() {
      String method = connection.getRequestMethod();
      return connection.getDoOutput() && method.equals("GET") ? "POST" : method;
    }

    @Override
    public String authority() {
      URL url = connection.getURL();
      return Authority.of(url.getHost(), url.getPort());
    }

    @Override
    public String path() {
      return connection.getURL().getPath();
    }

    @Override
    public @Nullable String header(String name) {
      return connection.getRequestProperty(name);
    }

    @Override
    public byte @Nullable [] body() {
      Sent known = sent.get(connection);
      return known == null ? null : known.body();
    }
  }

  private static final class Response implements HttpResponse {
    private final HttpURLConnection connection;

    Response(HttpURLConnection connection) {
      this.connection = connection;
    }

    @Override
    public int status() {
      try {
        return Math.max(0, connection.getResponseCode());
      } catch (IOException e) {
        return 0; // There was no response; the application has got this exception, too.
      }
    }

    @Override
    public @Nullable String header(String name) {
      return connection.getHeaderField(name);
    }
  }
}
