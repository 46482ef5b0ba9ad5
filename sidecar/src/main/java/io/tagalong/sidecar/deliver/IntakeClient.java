package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.deliver.KeyCheck.Verdict;
import io.tagalong.sidecar.deliver.Outcome.Taken;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.Encoding;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends bodies to an intake over HTTP and reads its answers.
 *
 * <p>The deadline spans the whole exchange; the client's own timeout ends with the headers and
 * would let a slow answer hang. An answer is its status and headers: what follows may repeat the
 * data, so it is read and thrown away, and a connection that ends there changes nothing.
 */
final class IntakeClient {

  /** The Agent's timeout for it. */
  private static final Duration KEY_CHECK_DEADLINE = Duration.ofSeconds(10);

  private final HttpClient client;
  private final IntakeHosts hosts;
  private final CurrentKey key;
  private final HttpSettings settings;

  /** What is known at the end of an exchange: an answer, or else why there is none. */
  private record Exchange(@Nullable Head answer, @Nullable Throwable failure) {}

  private record Head(int status, HttpHeaders headers) {}

  IntakeClient(HttpClient client, IntakeHosts hosts, CurrentKey key, HttpSettings settings) {
    this.client = client;
    this.hosts = hosts;
    this.key = key;
    this.settings = settings;
  }

  /** One attempt. */
  Outcome send(Body body) throws InterruptedException {
    HttpRequest.Builder request =
        request(hosts.of(body.kind().host()) + body.kind().path())
            .header("Content-Type", body.kind().contentType())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
    if (body.encoding() != Encoding.IDENTITY) {
      request.header("Content-Encoding", body.encoding().token());
    }
    Exchange exchange = exchange(request.build(), settings.deadline());
    return exchange.answer != null
        ? Answers.outcome(exchange.answer.status(), exchange.answer.headers())
        : outcome(exchange.failure);
  }

  /** Asks whether the key is valid. */
  Verdict checkKey() throws InterruptedException {
    HttpRequest request = request(hosts.api() + "/api/v1/validate").GET().build();
    Exchange exchange = exchange(request, KEY_CHECK_DEADLINE);
    int status = exchange.answer == null ? 0 : exchange.answer.status();
    return switch (status) {
      case 200 -> Verdict.VALID;
      case 401, 403 -> Verdict.INVALID;
      default -> Verdict.COULD_NOT_CHECK;
    };
  }

  /**
   * Creates a dashboard, and says how that ended; nothing when there was no answer.
   *
   * @param applicationKey what the route wants besides the API key
   */
  OptionalInt createDashboard(String applicationKey, byte[] json) throws InterruptedException {
    HttpRequest request =
        request(hosts.api() + "/api/v1/dashboard")
            .header("DD-APPLICATION-KEY", applicationKey)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json))
            .build();
    Head answer = exchange(request, settings.deadline()).answer;
    return answer == null ? OptionalInt.empty() : OptionalInt.of(answer.status());
  }

  private HttpRequest.Builder request(String address) throws InterruptedException {
    URI target = URI.create(address);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .header("DD-API-KEY", key.get().value())
            .header("User-Agent", settings.userAgent());
    // Sent unasked: an Authenticator would make the client fail on a 401 that names no scheme. For
    // https the client sends it with CONNECT only.
    settings
        .network()
        .proxies()
        .proxyFor(target)
        .flatMap(HttpProxy::authorization)
        .ifPresent(text -> request.header("Proxy-Authorization", text));
    return request;
  }

  private Exchange exchange(HttpRequest request, Duration deadline) throws InterruptedException {
    // Written by the client's thread when the headers are there, read here.
    AtomicReference<@Nullable Head> answer = new AtomicReference<>();
    CompletableFuture<HttpResponse<Boolean>> whole =
        client.sendAsync(
            request,
            head -> {
              answer.set(new Head(head.statusCode(), head.headers()));
              return new DiscardingSubscriber();
            });
    try {
      // A proxy's refusal to make a tunnel comes without the call above.
      HttpResponse<Boolean> response = whole.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return new Exchange(new Head(response.statusCode(), response.headers()), null);
    } catch (TimeoutException late) {
      return new Exchange(answer.get(), late);
    } catch (ExecutionException failed) {
      return new Exchange(answer.get(), failed.getCause() == null ? failed : failed.getCause());
    } finally {
      whole.cancel(true); // does nothing to an exchange that is over
    }
  }

  private Outcome outcome(@Nullable Throwable failure) {
    if (failure instanceof TimeoutException) {
      return new Outcome.TryLater(
          "no answer within " + settings.deadline().toSeconds() + " s",
          Duration.ZERO,
          Taken.PERHAPS);
    }
    String reason = reason(failure);
    return precedesTheRequest(failure)
        ? new Outcome.TryLater(reason, Duration.ZERO, Taken.NO)
        : new Outcome.ConnectionLost(reason);
  }

  /** Whether it failed before any byte of the body could be on its way. */
  private static boolean precedesTheRequest(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof HttpConnectTimeoutException
          || cause instanceof UnresolvedAddressException
          || cause instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }

  /** The outermost cause says at which step it failed, the innermost often why. */
  private String reason(@Nullable Throwable failure) {
    Throwable innermost = failure;
    while (innermost != null && innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String why = innermost == failure ? "" : ", " + innermost;
    return "no answer from " + hosts.api().getAuthority() + " (" + failure + why + ")";
  }
}
