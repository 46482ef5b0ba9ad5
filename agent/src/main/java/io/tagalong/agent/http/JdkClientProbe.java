package io.tagalong.agent.http;

import io.tagalong.agent.probe.Authority;
import io.tagalong.agent.probe.Causes;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.net.http.HttpClient}: {@code send} and {@code sendAsync} both go through the private
 * {@code sendAsync} with four parameters, once.
 */
final class JdkClientProbe extends ClientProbe {
  /**
   * Publishers that give all bytes at once, and again to each subscriber. Others may be drained.
   */
  private static final String REPLAYABLE = "jdk.internal.net.http.RequestPublishers$";

  JdkClientProbe(HttpWatch watch) {
    super(watch);
  }

  @Override
  @Nullable HttpRequest request(@Nullable Object self, @Nullable Object[] arguments) {
    return arguments[0] instanceof java.net.http.HttpRequest
        ? new Request((java.net.http.HttpRequest) arguments[0])
        : null;
  }

  /** The application keeps its own future: cancelling another one would not end the exchange. */
  @Override
  @Nullable Object returned(Pending pending, @Nullable Object result) {
    if (result instanceof CompletionStage) {
      ((CompletionStage<?>) result)
          .whenComplete(
              (response, thrown) -> {
                if (response instanceof java.net.http.HttpResponse) {
                  pending.answered(new Response((java.net.http.HttpResponse<?>) response));
                } else if (thrown != null) {
                  pending.failed(Causes.of(thrown));
                }
              });
    }
    return result;
  }

  private static final class Request implements HttpRequest {
    private final java.net.http.HttpRequest request;

    Request(java.net.http.HttpRequest request) {
      this.request = request;
    }

    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String authority() {
      return Authority.of(request.uri());
    }

    @Override
    public String path() {
      return String.valueOf(request.uri().getRawPath());
    }

    @Override
    public @Nullable String header(String name) {
      return request.headers().firstValue(name).orElse(null);
    }

    @Override
    public byte @Nullable [] body() {
      BodyPublisher publisher = request.bodyPublisher().orElse(null);
      if (publisher == null
          || publisher.contentLength() <= 0
          || publisher.contentLength() > MAX_BODY_BYTES) {
        return null;
      }
      String type = publisher.getClass().getName();
      boolean replayable =
          type.equals(REPLAYABLE + "ByteArrayPublisher")
              || type.equals(REPLAYABLE + "StringPublisher");
      return replayable ? Collector.collect(publisher) : null;
    }
  }

  private static final class Response implements HttpResponse {
    private final java.net.http.HttpResponse<?> response;

    Response(java.net.http.HttpResponse<?> response) {
      this.response = response;
    }

    @Override
    public int status() {
      return response.statusCode();
    }

    @Override
    public @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    @Override
    public @Nullable String body() {
      Object body = response.body();
      if (body instanceof byte[]) {
        return new String((byte[]) body, StandardCharsets.UTF_8);
      }
      return body instanceof String ? (String) body : null;
    }
  }

  /**
   * Takes all that a replayable publisher gives, which it does before {@code subscribe} returns.
   */
  private static final class Collector implements Flow.Subscriber<ByteBuffer> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean complete;

    static byte @Nullable [] collect(BodyPublisher publisher) {
      Collector collector = new Collector();
      publisher.subscribe(collector);
      return collector.complete ? collector.bytes.toByteArray() : null;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      byte[] chunk = new byte[buffer.remaining()];
      buffer.get(chunk);
      bytes.write(chunk, 0, chunk.length);
    }

    @Override
    public void onError(Throwable thrown) {
      // The client itself meets the same error, and the application hears of it there.
    }

    @Override
    public void onComplete() {
      complete = true;
    }
  }
}
