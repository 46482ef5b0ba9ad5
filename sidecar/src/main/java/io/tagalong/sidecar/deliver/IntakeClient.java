package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends bodies to Datadog's intake over HTTP and reads its answers.
 *
 * <p>HTTP/1.1, because the client would otherwise ask plain-text stand-ins to upgrade. Redirects
 * are not followed: a POST that is redirected means a wrong address. The deadline spans the whole
 * exchange; the client's own timeout ends with the headers and would let a slow answer hang. The
 * answer to a delivered body is not kept, since it may repeat the data.
 */
public final class IntakeClient implements Transport {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** The Agent's {@code forwarder_timeout}. */
  static final Duration DEADLINE = Duration.ofSeconds(20);

  private final HttpClient client;
  private final String base;
  private final String apiKey;
  private final String userAgent;
  private final Duration deadline;

  public IntakeClient(URI base, String apiKey, String userAgent) {
    this(base, apiKey, userAgent, DEADLINE);
  }

  IntakeClient(URI base, String apiKey, String userAgent, Duration deadline) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    this.base = base.toString();
    this.apiKey = apiKey;
    this.userAgent = userAgent;
    this.deadline = deadline;
  }

  @Override
  public Outcome send(Body body) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request(body), answerHandler());
    try {
      return Answers.outcome(exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      return later("no complete answer within " + deadline.toSeconds() + " s");
    } catch (ExecutionException failed) {
      return later(reason(failed));
    } finally {
      exchange.cancel(true); // does nothing to an exchange that is over
    }
  }

  private HttpRequest request(Body body) {
    return HttpRequest.newBuilder(URI.create(base + body.kind().path()))
        .header("DD-API-KEY", apiKey)
        .header("Content-Type", BodyKind.CONTENT_TYPE)
        .header("Content-Encoding", BodyKind.CONTENT_ENCODING)
        .header("User-Agent", userAgent)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body.compressed()))
        .build();
  }

  /** The beginning of a failure's explanation; nothing of a success. */
  private static BodyHandler<String> answerHandler() {
    return head -> {
      if (head.statusCode() / 100 == 2) {
        return BodySubscribers.replacing("");
      }
      CappedBytes beginning = new CappedBytes(Answers.MAX_READ_BYTES);
      return BodySubscribers.mapping(
          BodySubscribers.ofByteArrayConsumer(chunk -> chunk.ifPresent(beginning::append)),
          end -> beginning.text(StandardCharsets.UTF_8));
    };
  }

  /** The outermost cause says at which step it failed, the innermost often why. */
  private String reason(ExecutionException failed) {
    Throwable outermost = failed.getCause() == null ? failed : failed.getCause();
    Throwable innermost = outermost;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String why = innermost == outermost ? "" : ", " + innermost;
    return "no answer from " + base + " (" + outermost + why + ")";
  }

  private static Outcome later(String reason) {
    return new Outcome.TryLater(reason, Duration.ZERO);
  }
}
