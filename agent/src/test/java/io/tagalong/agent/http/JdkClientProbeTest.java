package io.tagalong.agent.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.SteppedTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JdkClientProbeTest {
  private final CapturedLog captured = new CapturedLog();
  private final Log log = captured.log();
  private final SteppedTime time = new SteppedTime();
  private final Listening listening = new Listening("/send");
  private final JdkClientProbe probe =
      new JdkClientProbe(new HttpWatch(List.of(new Failing(), listening), time::stopwatch, log));

  /** Fails whenever a request has ended. */
  private static final class Failing implements HttpListener {
    @Override
    public boolean wants(HttpRequest request) {
      return request.path().equals("/send");
    }

    @Override
    public boolean recordedAlready() {
      return false;
    }

    @Override
    public void ended(HttpExchange exchange) {
      throw new IllegalStateException("listener failed");
    }
  }

  @Test
  void readsMethodAuthorityPathHeadersAndBody() {
    fail(begin("http://shop.example:81/send?q=1", BodyPublishers.ofString("börse")));

    HttpRequest request = listening.ended().get(0).request();
    assertEquals("POST", request.method());
    assertEquals("shop.example:81", request.authority());
    assertEquals("shop.example", request.host());
    assertEquals("/send", request.path());
    assertEquals("v", request.header("x-k"));
    assertNull(request.header("absent"));
    assertArrayEquals("börse".getBytes(StandardCharsets.UTF_8), request.body());
  }

  @Test
  void readsNoBodyThatIsLongOrCannotBeReadTwice() {
    byte[] tooLong = new byte[HttpRequest.MAX_BODY_BYTES + 1];
    InputStream in = new ByteArrayInputStream(new byte[] {1, 2, 3});

    fail(begin("http://h/send", BodyPublishers.ofByteArray(tooLong)));
    fail(begin("http://h/send", BodyPublishers.ofInputStream(() -> in)));
    fail(begin("http://h/send", BodyPublishers.noBody()));

    for (HttpExchange exchange : listening.ended()) {
      assertNull(exchange.request().body());
    }
    assertEquals(3, listening.ended().size());
  }

  @Test
  void watchesNoRequestThatNobodyWants() {
    assertNull(begin("http://h/other", BodyPublishers.noBody()));
  }

  @Test
  void watchesNoRequestThatIsInsideAWatchedOne() {
    Object outer = begin("http://h/send", BodyPublishers.noBody());

    assertNull(begin("http://h/send", BodyPublishers.noBody()));

    fail(outer);
    assertNotNull(begin("http://h/send", BodyPublishers.noBody()), "the first one has ended");
  }

  @Test
  void givesTheClientsOwnFutureAndTellsWhatItFailedWith() {
    CompletableFuture<Object> future = new CompletableFuture<>();
    Object state = Objects.requireNonNull(begin("http://h/send", BodyPublishers.noBody()));
    Object given = probe.returned(state, null, new Object[0], future);
    IOException refused = new IOException("refused");

    future.completeExceptionally(new CompletionException(refused));

    assertSame(future, given);
    assertSame(refused, listening.ended().get(0).thrown());
    assertEquals(0, listening.ended().get(0).status());
    assertNull(listening.ended().get(0).response());
  }

  @Test
  void countsTheErrorOfOneListenerAndTellsTheOther() {
    fail(begin("http://h/send", BodyPublishers.noBody()));

    assertEquals(1, listening.ended().size());
    assertEquals(1, log.suppressedErrors(), captured.text());
  }

  @Test
  void tellsWhenARequestBeganAndHowLongItTook() {
    CompletableFuture<Object> future = new CompletableFuture<>();
    Object state = Objects.requireNonNull(begin("http://h/send", BodyPublishers.noBody()));
    probe.returned(state, null, new Object[0], future);

    time.pass(42);
    future.completeExceptionally(new IOException("refused"));
    time.pass(1);

    assertEquals(SteppedTime.START_MILLIS, listening.ended().get(0).startedAtMillis());
    assertEquals(42, listening.ended().get(0).latencyMillis());
  }

  @Test
  void leavesToAnotherWhatIsRecordedAlready() {
    listening.recordedAlready(true);

    fail(begin("http://h/send", BodyPublishers.noBody()));

    assertEquals(List.of(), listening.ended());
  }

  private @Nullable Object begin(String url, BodyPublisher body) {
    java.net.http.HttpRequest request =
        java.net.http.HttpRequest.newBuilder(URI.create(url)).header("X-K", "v").POST(body).build();
    return probe.begin(null, new Object[] {request, null, null, null});
  }

  private void fail(@Nullable Object state) {
    probe.threw(Objects.requireNonNull(state), null, new Object[0], new IOException("closed"));
  }
}
