package io.tagalong.agent.stainless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.agent.json.JsonException;
import io.tagalong.agent.json.JsonReader;
import io.tagalong.agent.llm.Gateways;
import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.llm.Prices;
import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.probe.SteppedTime;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.stainless.core.http.HttpResponseFor;
import io.tagalong.agent.stainless.core.http.StreamResponse;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the real SDKs do not do of themselves; the rest is in PrismGatewayIT. */
class StainlessTest {
  private static final Object[] ARGUMENTS = {new Parameters(), null};

  private final CapturedLog log = new CapturedLog();
  private final SteppedTime time = new SteppedTime();
  private final List<String> logs = new ArrayList<>();
  private final Stainless sdk = sdk(true);
  private final Probe service = sdk.service();
  private final Probe raw = sdk.rawService();

  private Stainless sdk(boolean all) {
    Gateways gateways = new Gateways(List.of(), all);
    LlmRecorder recorder =
        new LlmRecorder(
            "llm", false, gateways, Prices.shipped(), new Recorder(new Tables()), logs::add);
    return new Stainless("openai", recorder, time::stopwatch, log.log());
  }

  @AfterEach
  void nothingWasSuppressed() {
    assertEquals("", log.text());
  }

  @Test
  void endsAStreamWhenItIsReadToItsEndAndNotAgainWhenItIsClosed() throws JsonException {
    StreamResponse<?> stream = stream(Stream.of("a", new Chunk()).peek(chunk -> time.pass(20)));

    time.pass(2);
    assertEquals(2, stream.stream().toArray().length);
    time.pass(1_000);
    stream.close();

    assertEquals(1, logs.size());
    assertEquals(5.0, attribute("output_tokens"));
    assertEquals("gpt-4o", attribute("model"));
    assertEquals(true, attribute("is_stream"));
    assertEquals(42.0, attribute("latency_ms"), "until the end of the stream");
    assertEquals("2026-03-01T00:00:00Z", attribute("started_at"));
  }

  @Test
  void blamesTheApplicationsOwnExceptionOnNobody() throws JsonException {
    StreamResponse<?> stream = stream(Stream.of("a", "b"));

    assertThrows(IllegalStateException.class, () -> stream.stream().forEach(this::fail));
    assertEquals(List.of(), logs);
    stream.close();

    assertEquals(false, attribute("is_error"));
  }

  private void fail(Object chunk) {
    throw new IllegalStateException("of the application, at " + chunk);
  }

  @Test
  void failsAStreamThatBreaks() throws JsonException {
    StreamResponse<?> stream = stream(Stream.of(1, 0).map(number -> 1 / number));

    assertThrows(ArithmeticException.class, () -> stream.stream().forEach(number -> {}));

    assertEquals("ArithmeticException", attribute("error_type"));
  }

  @Test
  void givesTheSameStreamEachTimeAndEqualsItselfAlone() {
    StreamResponse<?> stream = stream(Stream.of("a"));

    assertSame(stream.stream(), stream.stream());
    assertEquals(stream, stream);
    assertNotSame(stream, stream(Stream.of("a")));
  }

  @Test
  void leavesTheStreamOfAServerThatIsNoGatewayAsItIs() {
    Stainless careful = sdk(false);
    Object state = careful.service().begin(null, ARGUMENTS);
    Object answer = new FakeStream(Stream.of());
    assertNotNull(state);
    careful.rawService().returned(state, null, ARGUMENTS, new FakeResponse(200));

    assertSame(answer, careful.service().returned(state, null, ARGUMENTS, answer));
  }

  @Test
  void countsARawCallInsideOfAServiceAsPartOfIt() throws JsonException {
    Object outer = service.begin(null, ARGUMENTS);
    assertNotNull(outer);
    assertNull(service.begin(null, ARGUMENTS), "a service inside of a service");
    Object inner = raw.begin(null, ARGUMENTS);
    assertNotNull(inner);
    Object response = new FakeResponse(200);

    assertSame(response, raw.returned(inner, null, ARGUMENTS, response));
    service.returned(outer, null, ARGUMENTS, new Chunk());

    assertEquals(1, logs.size());
    assertEquals(200.0, attribute("status_code"));
  }

  @Test
  void endsARawCallOfItsOwnWhenItIsParsedOrAtOnceWhenItFailed() {
    HttpResponseFor<?> good = rawCall(new FakeResponse(200));
    assertEquals(0, logs.size());
    good.parse();
    good.close();
    assertEquals(1, logs.size());

    HttpResponseFor<?> bad = rawCall(new FakeResponse(500));
    assertEquals(2, logs.size());
    bad.close();
    assertEquals(2, logs.size());
  }

  @Test
  void recordsAFutureBeforeTheApplicationLearnsOfItsEnd() throws JsonException {
    CompletableFuture<Object> source = new CompletableFuture<>();
    Object state = service.begin(null, ARGUMENTS);
    assertNotNull(state);
    CompletableFuture<?> given =
        (CompletableFuture<?>)
            service.returned(state, null, ARGUMENTS, source.thenApply(answer -> answer));
    assertNotNull(given);
    CompletableFuture<Integer> seen = given.handle((answer, error) -> logs.size());

    source.completeExceptionally(new UncheckedIOException(new ConnectException("refused")));

    assertEquals(1, seen.join());
    assertEquals("UncheckedIOException", attribute("error_type"));
    CompletionException thrown = assertThrows(CompletionException.class, given::join);
    assertInstanceOf(UncheckedIOException.class, thrown.getCause());
  }

  private HttpResponseFor<?> rawCall(Object response) {
    Object state = raw.begin(null, ARGUMENTS);
    assertNotNull(state);
    Object given = raw.returned(state, null, ARGUMENTS, response);
    assertNotNull(given);
    return (HttpResponseFor<?>) given;
  }

  private StreamResponse<?> stream(Stream<?> chunks) {
    Object state = service.begin(null, ARGUMENTS);
    assertNotNull(state);
    Object given = service.returned(state, null, ARGUMENTS, new FakeStream(chunks));
    assertNotNull(given);
    return (StreamResponse<?>) given;
  }

  private @Nullable Object attribute(String name) throws JsonException {
    Map<?, ?> attributes = (Map<?, ?>) JsonReader.readObject(logs.get(0)).get("attributes");
    return attributes == null ? null : attributes.get(name);
  }

  /** As the parameters of a call, whose model is a text here. */
  public static final class Parameters {
    public String model() {
      return "gpt-4o";
    }
  }

  /** As an answer or the last chunk of one. */
  public static final class Chunk {
    public Usage usage() {
      return new Usage();
    }
  }

  /** As the usage of OpenAI's chat completions. */
  public static final class Usage {
    public long promptTokens() {
      return 12;
    }

    public long completionTokens() {
      return 5;
    }
  }

  private static final class FakeStream implements StreamResponse<Object> {
    private final Stream<Object> chunks;

    FakeStream(Stream<?> chunks) {
      this.chunks = chunks.map(chunk -> chunk);
    }

    @Override
    public Stream<Object> stream() {
      return chunks;
    }

    @Override
    public void close() {
      chunks.close();
    }
  }

  private static final class FakeResponse implements HttpResponseFor<Object> {
    private final int status;

    FakeResponse(int status) {
      this.status = status;
    }

    @Override
    public int statusCode() {
      return status;
    }

    @Override
    public Object parse() {
      return new Chunk();
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
