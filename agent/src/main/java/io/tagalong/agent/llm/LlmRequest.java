package io.tagalong.agent.llm;

import io.tagalong.agent.probe.Authority;
import org.jspecify.annotations.Nullable;

/**
 * One request to a language model that has ended, as the application saw it: retries inside of the
 * SDK are part of it. Immutable; it holds no prompt, no completion and no key.
 */
public final class LlmRequest {
  private static final String UNKNOWN = "unknown";

  private final String family;
  private final String authority;
  private final long startedAtMillis;
  private final long latencyMillis;
  private final @Nullable String requestedModel;
  private final @Nullable String answeredModel;
  private final int statusCode;
  private final @Nullable String errorType;
  private final long inputTokens;
  private final long outputTokens;
  private final double saidCost;
  private final boolean streamed;
  private final GatewayHeaders headers;

  private LlmRequest(Builder builder) {
    this.family = builder.family;
    this.authority = builder.authority;
    this.startedAtMillis = builder.startedAtMillis;
    this.latencyMillis = builder.latencyMillis;
    this.requestedModel = builder.requestedModel;
    this.answeredModel = builder.answeredModel;
    this.statusCode = builder.statusCode;
    this.errorType = builder.errorType;
    this.inputTokens = builder.inputTokens;
    this.outputTokens = builder.outputTokens;
    this.saidCost = builder.saidCost;
    this.streamed = builder.streamed;
    this.headers = builder.headers;
  }

  /**
   * Begins a request.
   *
   * @param family the provider that the SDK is of, such as {@code openai}, for answers that do not
   *     say who gave them
   * @param authority host of the gateway, with its port if it names one
   */
  public static Builder to(String family, String authority) {
    return new Builder(family, authority);
  }

  /** Who answered. */
  String provider() {
    String provider = headers.provider();
    return provider == null ? family : provider;
  }

  /** Host of the gateway, with its port if it names one. */
  String authority() {
    return authority;
  }

  /** The tag that tells one gateway from others: its host. */
  String gateway() {
    return Authority.host(authority);
  }

  /** The model that was asked for. */
  String model() {
    if (requestedModel != null) {
      return requestedModel;
    }
    String resolved = resolvedModel();
    return resolved == null ? UNKNOWN : resolved;
  }

  /** The model that answered. */
  @Nullable String resolvedModel() {
    String model = headers.model();
    return model == null ? answeredModel : model;
  }

  /** In milliseconds since 1970. */
  long startedAtMillis() {
    return startedAtMillis;
  }

  /** What the application waited for: the answer, or the end of the stream. */
  long latencyMillis() {
    return latencyMillis;
  }

  /** Of HTTP; 0 when there was no answer. */
  int statusCode() {
    return statusCode;
  }

  public boolean failed() {
    return errorType != null || statusCode >= 400;
  }

  /** What kind of error it was, without any text that a prompt could be part of. */
  @Nullable String errorType() {
    return errorType;
  }

  /** 0 when unknown. */
  long inputTokens() {
    return inputTokens;
  }

  /** 0 when unknown. */
  long outputTokens() {
    return outputTokens;
  }

  /** In USD, as the answer itself says; not a number when it does not. */
  double saidCost() {
    double cost = headers.cost();
    return Double.isNaN(cost) ? saidCost : cost;
  }

  boolean streamed() {
    return streamed;
  }

  /** What the gateway said beside the answer. */
  GatewayHeaders headers() {
    return headers;
  }

  /** Gathers a request while it runs. Not thread-safe. */
  public static final class Builder {
    private final String family;
    private final String authority;
    private long startedAtMillis;
    private long latencyMillis;
    private @Nullable String requestedModel;
    private @Nullable String answeredModel;
    private int statusCode;
    private @Nullable String errorType;
    private long inputTokens;
    private long outputTokens;
    private double saidCost = Double.NaN;
    private boolean streamed;
    private GatewayHeaders headers = GatewayHeaders.NONE;

    private Builder(String family, String authority) {
      this.family = family;
      this.authority = authority;
    }

    /**
     * Says when the request was.
     *
     * @param startedAtMillis since 1970
     */
    public Builder took(long startedAtMillis, long latencyMillis) {
      this.startedAtMillis = startedAtMillis;
      this.latencyMillis = latencyMillis;
      return this;
    }

    public Builder requestedModel(@Nullable String model) {
      this.requestedModel = model;
      return this;
    }

    /** The model that the body of the answer names. */
    Builder answeredModel(@Nullable String model) {
      this.answeredModel = model;
      return this;
    }

    Builder statusCode(int code) {
      this.statusCode = code;
      return this;
    }

    /** Marks the request as failed, with what {@link ErrorType} gives; null changes nothing. */
    Builder errorType(@Nullable String type) {
      this.errorType = type;
      return this;
    }

    Builder tokens(long input, long output) {
      this.inputTokens = input;
      this.outputTokens = output;
      return this;
    }

    /** In USD, from the answer's metadata; a header is believed more. */
    Builder saidCost(double cost) {
      this.saidCost = cost;
      return this;
    }

    public Builder streamed(boolean streamed) {
      this.streamed = streamed;
      return this;
    }

    Builder headers(GatewayHeaders headers) {
      this.headers = headers;
      return this;
    }

    public LlmRequest build() {
      return new LlmRequest(this);
    }
  }
}
