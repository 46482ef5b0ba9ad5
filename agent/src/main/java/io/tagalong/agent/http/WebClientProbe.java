package io.tagalong.agent.http;

import io.tagalong.agent.probe.Authority;
import io.tagalong.agent.probe.Reflected;
import java.net.URI;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Spring's {@code WebClient}: {@code exchange} of its exchange function. It gives a {@code Mono},
 * which sends the request whenever it is subscribed to, so each answer is a request of its own.
 *
 * <p>The body is written by Spring while it is sent, and cannot be read.
 */
final class WebClientProbe extends ClientProbe {
  /** With this connector the request comes to {@link JdkClientProbe}, too. */
  private static final String JDK_CONNECTOR = "JdkClientHttpConnector";

  WebClientProbe(HttpWatch watch) {
    super(watch);
  }

  @Override
  @Nullable HttpRequest request(@Nullable Object self, @Nullable Object[] arguments) {
    Object connector = Reflected.field(self, "connector");
    Object url = Reflected.call(arguments[0], "url");
    return url instanceof URI
            && (connector == null || !connector.getClass().getSimpleName().equals(JDK_CONNECTOR))
        ? new Request(arguments[0], (URI) url)
        : null;
  }

  @Override
  @Nullable Object returned(Pending pending, @Nullable Object result) {
    Consumer<Object> answered = response -> pending.again().answered(new Response(response));
    Consumer<Throwable> failed = thrown -> pending.again().failed(thrown);
    Object listening = Reflected.call(result, "doOnNext", answered);
    Object both = Reflected.call(listening, "doOnError", failed);
    return both == null ? result : both;
  }

  private static final class Request implements HttpRequest {
    private final @Nullable Object request;
    private final URI url;

    Request(@Nullable Object request, URI url) {
      this.request = request;
      this.url = url;
    }

    @Override
    public String method() {
      return String.valueOf(Reflected.call(request, "method")).toUpperCase(Locale.ROOT);
    }

    @Override
    public String authority() {
      return Authority.of(url);
    }

    @Override
    public String path() {
      return String.valueOf(url.getRawPath());
    }

    @Override
    public @Nullable String header(String name) {
      return Reflected.text(Reflected.call(request, "headers"), "getFirst", name);
    }

    @Override
    public byte @Nullable [] body() {
      return null;
    }
  }

  private static final class Response implements HttpResponse {
    private final Object response;

    Response(Object response) {
      this.response = response;
    }

    @Override
    public int status() {
      return (int) Reflected.number(Reflected.call(response, "statusCode"), "value", 0);
    }

    @Override
    public @Nullable String header(String name) {
      Object headers = Reflected.call(Reflected.call(response, "headers"), "asHttpHeaders");
      return Reflected.text(headers, "getFirst", name);
    }
  }
}
