package io.tagalong.agent.llm;

import org.jspecify.annotations.Nullable;

/**
 * What the gateway says in the headers of its answer. Immutable.
 *
 * <p>Future AGI's gateway names them {@code x-agentcc-*} since April 2026, {@code x-prism-*}
 * before, with the same endings; both are read, the newer first. An error has the request's id and
 * nothing else, a stream no cost.
 */
public final class GatewayHeaders {
  /** The headers of an answer, whatever library holds them. */
  public interface Source {
    /** The first value of a header, whose name is in lower case; null when there is none. */
    @Nullable String firstOf(String name);
  }

  /** Of an answer that has none of them, or of no answer. */
  public static final GatewayHeaders NONE = read(name -> null);

  private static final String NEWER = "x-agentcc-";
  private static final String OLDER = "x-prism-";

  private final @Nullable String requestId;
  private final @Nullable String provider;
  private final @Nullable String model;
  private final @Nullable String cost;
  private final @Nullable String cache;
  private final @Nullable String guardrail;
  private final @Nullable String fallback;
  private final @Nullable String routing;

  private GatewayHeaders(Source source) {
    this.requestId = either(source, "request-id");
    this.provider = either(source, "provider");
    this.model = either(source, "model-used");
    this.cost = either(source, "cost");
    this.cache = either(source, "cache");
    this.guardrail = either(source, "guardrail-triggered");
    this.fallback = either(source, "fallback-used");
    this.routing = either(source, "routing-strategy");
  }

  /**
   * Reads the headers of an answer.
   *
   * @param source is asked for names in lower case
   */
  public static GatewayHeaders read(Source source) {
    return new GatewayHeaders(source);
  }

  private static @Nullable String either(Source source, String ending) {
    String value = source.firstOf(NEWER + ending);
    return value == null ? source.firstOf(OLDER + ending) : value;
  }

  /** Whether the answer came through the gateway: even its errors name the request. */
  boolean present() {
    return requestId != null || provider != null || model != null || cache != null;
  }

  @Nullable String requestId() {
    return requestId;
  }

  /** Who answered: {@code openai}. */
  @Nullable String provider() {
    return provider;
  }

  /** The model that answered, which may be another one than was asked for. */
  @Nullable String model() {
    return model;
  }

  /** In USD; not a number when the gateway does not say. */
  double cost() {
    if (cost == null) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(cost);
    } catch (NumberFormatException e) {
      return Double.NaN; // As if it were not there: the price table knows, too.
    }
  }

  /** {@code hit}, also for a kind of hit such as {@code hit_exact}; else what the gateway says. */
  @Nullable String cache() {
    return cacheHit() ? "hit" : cache;
  }

  boolean cacheHit() {
    return cache != null && cache.startsWith("hit");
  }

  boolean guardrailTriggered() {
    return Boolean.parseBoolean(guardrail);
  }

  boolean fallbackUsed() {
    return Boolean.parseBoolean(fallback);
  }

  /** How the gateway chose the provider: {@code round_robin}. */
  @Nullable String routing() {
    return routing;
  }
}
