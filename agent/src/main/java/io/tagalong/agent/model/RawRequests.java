package io.tagalong.agent.model;

import io.tagalong.agent.http.HttpExchange;
import io.tagalong.agent.http.HttpListener;
import io.tagalong.agent.http.HttpRequest;
import io.tagalong.agent.http.HttpResponse;
import io.tagalong.agent.llm.Answer;
import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.llm.LlmRequest;
import io.tagalong.agent.llm.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records requests to models that an application sends with an HTTP client alone. Those of SDKs and
 * frameworks, which are recorded there, tell of themselves by their headers.
 */
public final class RawRequests implements HttpListener {
  private static final String EVENTS = "text/event-stream";

  private final Supplier<LlmRecorder> recorder;
  private final BooleanSupplier insideFramework;

  /**
   * @param recorder asked for when the first request to a model has ended
   * @param insideFramework whether this thread is in a framework's call that is recorded; asked
   *     where a request to a model begins
   */
  public RawRequests(Supplier<LlmRecorder> recorder, BooleanSupplier insideFramework) {
    this.recorder = recorder;
    this.insideFramework = insideFramework;
  }

  @Override
  public boolean wants(HttpRequest request) {
    return request.method().equals("POST") && ModelEndpoint.family(request.path()) != null;
  }

  @Override
  public boolean recordedAlready() {
    return insideFramework.getAsBoolean();
  }

  @Override
  public void ended(HttpExchange exchange) {
    HttpRequest request = exchange.request();
    String family = ModelEndpoint.family(request.path());
    if (family == null || recordedByOthers(request)) {
      return;
    }
    Answer answer = new Answer();
    boolean streamed = read(exchange, answer);
    LlmRequest.Builder raw =
        LlmRequest.to(family, request.authority())
            .took(exchange.startedAtMillis(), exchange.latencyMillis())
            .requestedModel(model(request))
            .streamed(streamed);
    recorder.get().finished(answer.addTo(raw).build());
  }

  /** OpenAI's and Anthropic's SDKs, LangChain4j, and Spring AI. */
  private static boolean recordedByOthers(HttpRequest request) {
    String agent = request.header("User-Agent");
    return request.header("X-Stainless-Lang") != null
        || (agent != null && (agent.startsWith("langchain4j") || agent.startsWith("spring-ai")));
  }

  /** Reads what the client shows of the answer; gives whether it comes in pieces. */
  private static boolean read(HttpExchange exchange, Answer answer) {
    HttpResponse response = exchange.response();
    Throwable thrown = exchange.thrown();
    if (thrown != null) {
      answer.broke(thrown);
    }
    if (response == null) {
      return false;
    }
    answer.head(response.status(), response::header);
    String type = response.header("Content-Type");
    boolean streamed = type != null && type.startsWith(EVENTS);
    if (response.status() >= 400) {
      answer.refused(response.status(), response.body());
    } else if (!streamed) {
      answer.json(response.body());
    }
    return streamed;
  }

  private static @Nullable String model(HttpRequest request) {
    byte[] body = request.body();
    return RequestBody.model(body == null ? null : new String(body, StandardCharsets.UTF_8));
  }
}
