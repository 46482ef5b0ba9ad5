package io.tagalong.agent.framework;

import io.tagalong.agent.json.JsonFields;
import io.tagalong.agent.json.JsonPaths;
import io.tagalong.agent.llm.ErrorType;
import io.tagalong.agent.llm.GatewayHeaders;
import io.tagalong.agent.llm.LlmRequest;
import io.tagalong.agent.llm.Stopwatch;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a model, from its begin to its end: it gathers what is told of the answer.
 *
 * <p>Guarded by itself: a stream is read on one thread and may be called off by another.
 */
final class Attempt {
  private static final int OK = 200;

  private static final JsonPaths ANSWER =
      JsonPaths.of(
          "model",
          "usage.prompt_tokens",
          "usage.completion_tokens",
          "usage.input_tokens",
          "usage.output_tokens",
          "message.model",
          "message.usage.input_tokens",
          "response.model",
          "response.usage.input_tokens",
          "response.usage.output_tokens",
          "agentcc_metadata.cost",
          "prism_metadata.cost");

  private static final JsonPaths ERROR = JsonPaths.of("error.type", "error.code");

  private final Endpoint endpoint;
  private final @Nullable String model;
  private final boolean streamed;
  private final Stopwatch watch;
  private final Retries.@Nullable Scope scope;
  private GatewayHeaders headers = GatewayHeaders.NONE;
  private int statusCode;
  private @Nullable String answeredModel;
  private @Nullable String errorType;
  private long inputTokens;
  private long outputTokens;
  private double cost = Double.NaN;
  private boolean ended;

  /**
   * @param watch began with the first attempt of the request
   * @param scope the retries that this attempt is one of; null when it is a request of its own
   */
  Attempt(
      Endpoint endpoint,
      @Nullable String model,
      boolean streamed,
      Stopwatch watch,
      Retries.@Nullable Scope scope) {
    this.endpoint = endpoint;
    this.model = model;
    this.streamed = streamed;
    this.watch = watch;
    this.scope = scope;
  }

  Stopwatch watch() {
    return watch;
  }

  Retries.@Nullable Scope scope() {
    return scope;
  }

  /** The head of the answer is there. */
  synchronized void opened(int status, GatewayHeaders.Source header) {
    statusCode = status;
    headers = GatewayHeaders.read(header);
  }

  /** A part of the answer is there, and its head does not come to light: it was no error. */
  synchronized void came() {
    statusCode = statusCode == 0 ? OK : statusCode;
  }

  /** The answer names its model and its tokens; what is null or 0 is not named. */
  synchronized void answered(@Nullable String byModel, long input, long output) {
    answeredModel = byModel == null ? answeredModel : byModel;
    inputTokens = input == 0 ? inputTokens : input;
    outputTokens = output == 0 ? outputTokens : output;
  }

  /**
   * The answer, or an event of it, as JSON: OpenAI's and Anthropic's forms, and what the gateway
   * adds to a stream when it is asked for metadata.
   */
  synchronized void answered(@Nullable String json) {
    if (json == null) {
      return;
    }
    JsonFields fields = ANSWER.in(json);
    answered(
        firstText(fields, "model", "message.model", "response.model"),
        firstWhole(
            fields,
            "usage.prompt_tokens",
            "usage.input_tokens",
            "message.usage.input_tokens",
            "response.usage.input_tokens"),
        firstWhole(
            fields,
            "usage.completion_tokens",
            "usage.output_tokens",
            "response.usage.output_tokens"));
    double newer = fields.number("agentcc_metadata.cost");
    double said = Double.isNaN(newer) ? fields.number("prism_metadata.cost") : newer;
    cost = Double.isNaN(said) ? cost : said;
  }

  private static @Nullable String firstText(JsonFields fields, String... paths) {
    for (String path : paths) {
      if (fields.text(path) != null) {
        return fields.text(path);
      }
    }
    return null;
  }

  private static long firstWhole(JsonFields fields, String... paths) {
    for (String path : paths) {
      if (fields.whole(path) != 0) {
        return fields.whole(path);
      }
    }
    return 0;
  }

  /**
   * The answer was an error.
   *
   * @param status of HTTP
   * @param body of the answer, of which nothing is kept but type and code
   */
  synchronized void refused(int status, @Nullable String body) {
    statusCode = status;
    JsonFields fields = ERROR.in(body == null ? "" : body);
    errorType = ErrorType.of(fields.text("error.type"), fields.text("error.code"));
  }

  /** There was no answer, or no whole one. */
  synchronized void broke(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    errorType = ErrorType.of(cause);
  }

  /** What the request was; null when it has been asked before: a request ends once. */
  synchronized @Nullable LlmRequest end() {
    if (ended) {
      return null;
    }
    ended = true;
    return LlmRequest.to(endpoint.family(), endpoint.authority())
        .took(watch.startedAtMillis(), watch.elapsedMillis())
        .requestedModel(model)
        .answeredModel(answeredModel)
        .statusCode(statusCode)
        .errorType(errorType)
        .tokens(inputTokens, outputTokens)
        .saidCost(cost)
        .streamed(streamed)
        .headers(headers)
        .build();
  }
}
