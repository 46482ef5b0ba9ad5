package io.tagalong.sidecar.context;

import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where samples go whose context is over a limit: one context for each metric, so that the metric's
 * total stays right.
 *
 * <p>They count against no limit: there are never more of them than of the others, because hosts
 * without contexts of the metric share one.
 *
 * <p>Threads: owned by the aggregator's thread.
 */
final class Overflows {
  private final ContextLimits limits;
  private final Metrics metrics;
  private final LimitedLog log;
  private final Map<ContextKey, Context> contexts = new HashMap<>();

  Overflows(ContextLimits limits, Metrics metrics, LimitedLog log) {
    this.limits = limits;
    this.metrics = metrics;
    this.log = log;
  }

  @Nullable Context find(ContextKey key) {
    return contexts.get(key);
  }

  Context findOrOpen(ContextKey key) {
    return contexts.computeIfAbsent(
        key, k -> new Context(new HostMetric(k), k.tags(), k.hashCode()));
  }

  /**
   * The key of the context that stands in for one that is not made; null when the metric has no
   * context at all, and so no place. Says so in the log either way.
   *
   * @param limit what the samples are counted under
   */
  @Nullable ContextKey standIn(ContextKey key, SelfMetric limit) {
    String host = metrics.overflowHost(key);
    log.warn(limit.id(), () -> warning(key.name(), host != null, limit));
    return host == null ? null : key.overflowing(host);
  }

  /** Forgets what was not seen since the given second. */
  void forget(int beforeSeconds) {
    contexts
        .values()
        .removeIf(
            context -> {
              boolean expired = context.lastSeenSeconds() < beforeSeconds;
              if (expired) {
                context.forget();
              }
              return expired;
            });
  }

  private String warning(String metric, boolean hasPlace, SelfMetric limit) {
    String what =
        hasPlace
            ? "New tags of " + metric + " go to its series tagged " + ContextKey.OVERFLOW_TAG
            : "Dropped a sample of the new metric " + metric;
    return what + " because " + reason(limit);
  }

  private String reason(SelfMetric limit) {
    if (limit == SelfMetric.SAMPLES_OVERFLOWED_METRIC_LIMIT) {
      return "it has %d contexts; send fewer tag values or raise TAGALONG_MAX_CONTEXTS_PER_METRIC"
          .formatted(limits.maxContextsPerMetric());
    }
    if (limit == SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_BYTES) {
      return "names and tags take %d bytes in all; send fewer or shorter tags, or raise "
              .formatted(limits.maxTextBytes())
          + "TAGALONG_MAX_CONTEXT_BYTES";
    }
    return "there are %d contexts in all; send fewer tag values or raise TAGALONG_MAX_CONTEXTS"
        .formatted(limits.maxContexts());
  }
}
