package io.tagalong.agent.llm;

import io.tagalong.agent.json.JsonFields;
import io.tagalong.agent.json.JsonPaths;
import org.jspecify.annotations.Nullable;

/**
 * What a model's answer tells of itself: gathered while it comes, at once or in pieces. Of what it
 * tells twice, the later counts.
 *
 * <p>Guarded by itself: a stream is read on one thread and may be called off by another.
 */
public final class Answer {
  private static final int OK = 200;

  /** Causes may go round in a circle. */
  private static final int MAX_CAUSES = 20;

  private static final JsonPaths BODY =
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

  private GatewayHeaders headers = GatewayHeaders.NONE;
  private int statusCode;
  private @Nullable String model;
  private @Nullable String errorType;
  private long inputTokens;
  private long outputTokens;
  private double cost = Double.NaN;

  /**
   * The head of the answer is there.
   *
   * @param status of HTTP
   */
  public synchronized void head(int status, GatewayHeaders.Source header) {
    statusCode = status;
    headers = GatewayHeaders.read(header);
  }

  /** A part of the answer is there, and its head does not come to light: it was no error. */
  public synchronized void succeeded() {
    statusCode = statusCode == 0 ? OK : statusCode;
  }

  /**
   * The answer, or a part of it, names its model and its tokens.
   *
   * @param model null when it is not named
   * @param input tokens of the prompt; 0 when they are not named, as in a stream of Anthropic's
   *     after its start
   * @param output tokens of the completion; 0 likewise
   */
  public synchronized void usage(@Nullable String model, long input, long output) {
    this.model = model == null ? this.model : model;
    inputTokens = input == 0 ? inputTokens : input;
    outputTokens = output == 0 ? outputTokens : output;
  }

  /**
   * The answer names its cost.
   *
   * @param usd not a number when it is not named
   */
  public synchronized void cost(double usd) {
    cost = Double.isNaN(usd) ? cost : usd;
  }

  /**
   * The answer, or an event of it, is there as JSON: OpenAI's and Anthropic's forms, and what the
   * gateway adds to a stream when it is asked for metadata.
   *
   * @param text what is no JSON tells nothing, and neither does null
   */
  public synchronized void json(@Nullable String text) {
    if (text == null) {
      return;
    }
    JsonFields fields = BODY.in(text);
    usage(
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
    cost(Double.isNaN(newer) ? fields.number("prism_metadata.cost") : newer);
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
  public synchronized void refused(int status, @Nullable String body) {
    statusCode = status;
    JsonFields fields = ERROR.in(body == null ? "" : body);
    errorType(ErrorType.of(fields.text("error.type"), fields.text("error.code")));
  }

  /** There was no answer, or no whole one. */
  public synchronized void broke(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; depth < MAX_CAUSES && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    errorType(ErrorType.of(cause));
  }

  /**
   * The request has failed.
   *
   * @param type what {@link ErrorType} gives; null when the status says all there is
   */
  public synchronized void errorType(@Nullable String type) {
    errorType = type;
  }

  /** Adds what was gathered to the request. */
  public synchronized LlmRequest.Builder addTo(LlmRequest.Builder request) {
    return request
        .answeredModel(model)
        .statusCode(statusCode)
        .errorType(errorType)
        .tokens(inputTokens, outputTokens)
        .saidCost(cost)
        .headers(headers);
  }
}
