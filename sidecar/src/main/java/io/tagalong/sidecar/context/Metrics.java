package io.tagalong.sidecar.context;

import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that there are contexts of, and how many: over all hosts, because a sender that
 * varies its {@code host:} tag makes contexts as well as one that varies any other.
 *
 * <p>Threads: owned by the aggregator's thread.
 */
final class Metrics {
  private static final String NO_HOST = "";

  private final Map<Identity, Metric> metrics = new HashMap<>();

  private record Identity(MetricType type, String name) {}

  private static final class Metric {
    final Map<String, HostMetric> hosts = new HashMap<>(2);
    int contexts;
  }

  /** Counts a context more, and gives it what it shares with the others. */
  HostMetric join(ContextKey key) {
    Metric metric = metrics.computeIfAbsent(identity(key), k -> new Metric());
    HostMetric onHost = metric.hosts.computeIfAbsent(key.host(), host -> new HostMetric(key));
    metric.contexts++;
    onHost.contexts++;
    return onHost;
  }

  /** Counts a context less. */
  void leave(HostMetric onHost) {
    Identity identity = new Identity(onHost.type, onHost.name);
    Metric metric = metrics.get(identity);
    if (metric == null) {
      throw new IllegalStateException("the metric " + onHost.name + " has no contexts to lose");
    }
    if (--onHost.contexts == 0) {
      metric.hosts.remove(onHost.host);
    }
    if (--metric.contexts == 0) {
      metrics.remove(identity);
    }
  }

  /** How many contexts the key's metric has on all hosts. */
  int contextsOf(ContextKey key) {
    Metric metric = metrics.get(identity(key));
    return metric == null ? 0 : metric.contexts;
  }

  /**
   * The host to which samples of the key's metric go that get no context of their own: theirs, if
   * the metric has contexts there, else none, or every host would make one more; null when the
   * metric has no context at all.
   */
  @Nullable String overflowHost(ContextKey key) {
    Metric metric = metrics.get(identity(key));
    if (metric == null) {
      return null;
    }
    return metric.hosts.containsKey(key.host()) ? key.host() : NO_HOST;
  }

  private static Identity identity(ContextKey key) {
    return new Identity(key.type(), key.name());
  }
}
