package io.tagalong.agent.stainless;

import io.tagalong.agent.llm.Answer;
import io.tagalong.agent.llm.ErrorType;
import io.tagalong.agent.llm.GatewayHeaders;
import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.llm.LlmRequest;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Authority;
import io.tagalong.agent.probe.Causes;
import io.tagalong.agent.probe.Reflected;
import io.tagalong.agent.probe.Stopwatch;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call of an SDK, from its start to its end, whichever of several ends comes first: a stream is
 * read to its end and closed, too.
 *
 * <p>Guarded by itself: it begins on the thread of the application that calls and may end on one of
 * the SDK's. No method lets an exception out.
 */
final class Call {
  private final LlmRecorder recorder;
  private final Stopwatch stopwatch;
  private final Log log;
  private final String family;
  private final String authority;
  private final @Nullable String requestedModel;
  private final Answer answer = new Answer();

  /** What the raw call gave: a response, or the future of one. */
  private @Nullable Object rawAnswer;

  private boolean streamed;
  private boolean ended;

  Call(
      String family,
      LlmRecorder recorder,
      Stopwatch stopwatch,
      Log log,
      @Nullable Object service,
      @Nullable Object parameters) {
    this.family = family;
    this.recorder = recorder;
    this.stopwatch = stopwatch;
    this.log = log;
    this.authority = Authority.of(Reading.baseUrl(service));
    this.requestedModel = Reading.text(Reading.at(parameters, "model"));
  }

  /** Takes what the raw call gave, for status and headers. */
  synchronized void answeredBy(@Nullable Object responseOrFuture) {
    rawAnswer = responseOrFuture;
  }

  /** The answer is a stream. */
  synchronized void streamed() {
    streamed = true;
  }

  /** Whether a stream need be watched: not one of a server that is surely no gateway. */
  synchronized boolean mayCount() {
    Object response = response();
    return response == null
        || recorder
            .gateways()
            .counts(authority, GatewayHeaders.read(name -> Reading.header(response, name)));
  }

  /** Takes the model and the tokens that an answer, a chunk or an event names. */
  synchronized void saw(@Nullable Object item) {
    try {
      Object part = bearer(item);
      Object usage = Reading.at(part, "usage");
      answer.usage(
          Reading.text(Reading.at(part, "model")),
          Reading.number(usage, "promptTokens", "inputTokens"),
          Reading.number(usage, "completionTokens", "outputTokens"));
      answer.cost(Reading.metadataCost(part));
    } catch (RuntimeException | LinkageError e) {
      log.report(e);
    }
  }

  /** What of an event has the model and the usage; the item itself where there are no events. */
  private static @Nullable Object bearer(@Nullable Object item) {
    String[][] paths = {
      {"completed", "response"}, {"incomplete", "response"}, {"messageStart", "message"}
    };
    for (String[] path : paths) {
      Object bearer = Reading.at(item, path);
      if (bearer != null) {
        return bearer;
      }
    }
    Object delta = Reading.at(item, "messageDelta");
    return delta == null ? item : delta;
  }

  /** The call is over, with an answer or with an error: the two arguments of a completed future. */
  void completed(@Nullable Object result, @Nullable Throwable error) {
    if (error == null) {
      saw(result);
    }
    endedBy(error);
  }

  void failedIf(@Nullable Throwable error) {
    if (error != null) {
      failed(error);
    }
  }

  /** A stream is over, at its end or by an error. */
  void endedBy(@Nullable Throwable error) {
    if (error != null) {
      failed(error);
    } else {
      ended();
    }
  }

  /** The call is over. */
  synchronized void ended() {
    end(null);
  }

  /** The call is over, without the answer that it was for. */
  synchronized void failed(Throwable thrown) {
    end(Causes.of(thrown));
  }

  /** The agent could not watch the call as it should. */
  void suppressed(Throwable error) {
    log.report(error);
  }

  private void end(@Nullable Throwable error) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      LlmRequest.Builder request =
          LlmRequest.to(family, authority)
              .took(stopwatch.startedAtMillis(), stopwatch.elapsedMillis())
              .requestedModel(requestedModel)
              .streamed(streamed);
      Object head = error != null && Reflected.has(error, "statusCode", 0) ? error : response();
      if (head != null) {
        int status = (int) Reading.number(head, "statusCode");
        answer.head(status, name -> Reading.header(head, name));
      }
      if (error != null) {
        answer.errorType(type(error));
      }
      recorder.finished(answer.addTo(request).build());
    } catch (RuntimeException | LinkageError e) {
      log.report(e);
    }
  }

  /** The raw response; null while there is none, or when there will be none. */
  private @Nullable Object response() {
    if (rawAnswer instanceof CompletableFuture) {
      CompletableFuture<?> future = (CompletableFuture<?>) rawAnswer;
      return future.isCompletedExceptionally() ? null : future.getNow(null);
    }
    return rawAnswer;
  }

  private static String type(Throwable error) {
    String type =
        ErrorType.of(
            Reading.text(Reading.at(error, "type")), Reading.text(Reading.at(error, "code")));
    return type == null ? ErrorType.of(error) : type;
  }
}
