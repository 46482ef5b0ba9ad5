package io.tagalong.agent.llm;

import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes six metrics and a log of each request that has ended.
 *
 * <p>Thread-safe: whichever thread of the application ends a request records it.
 *
 * <p>Latency leaves as a histogram under the name of the gauge in Future AGI's integration with
 * Datadog; the sidecar makes the average of its window of it.
 */
public final class LlmRecorder {
  private final Gateways gateways;
  private final Prices prices;
  private final Consumer<String> logs;
  private final Recorder recorder;
  private final Metric requests;
  private final Metric errors;
  private final Metric latency;
  private final @Nullable Metric latencyDistribution;
  private final Metric inputTokens;
  private final Metric outputTokens;
  private final Metric cost;

  /**
   * @param prefix of the metrics' names, without a point at its end
   * @param distribution whether latencies leave as a distribution, too
   * @param logs takes the JSON object of each log, at once
   */
  public LlmRecorder(
      String prefix,
      boolean distribution,
      Gateways gateways,
      Prices prices,
      Recorder recorder,
      Consumer<String> logs) {
    this.gateways = gateways;
    this.prices = prices;
    this.logs = logs;
    this.recorder = recorder;
    this.requests = Metric.count(prefix + ".requests", RequestTags.KEYS);
    this.errors = Metric.count(prefix + ".errors", RequestTags.KEYS);
    this.inputTokens = Metric.count(prefix + ".input_tokens", RequestTags.KEYS);
    this.outputTokens = Metric.count(prefix + ".output_tokens", RequestTags.KEYS);
    this.cost = Metric.sum(prefix + ".cost", RequestTags.KEYS);
    String name = prefix + ".latency_ms";
    this.latency = samples(name, MetricType.HISTOGRAM);
    this.latencyDistribution =
        distribution ? samples(name + ".distribution", MetricType.DISTRIBUTION) : null;
  }

  private static Metric samples(String name, MetricType type) {
    return new Metric(name, type, List.of(RequestTags.KEYS), Metric.DEFAULT_LIMIT, 1);
  }

  /** Which requests count. */
  public Gateways gateways() {
    return gateways;
  }

  /** Records a request, if it counts. */
  public void finished(LlmRequest request) {
    if (!gateways.counts(request.authority(), request.headers())) {
      return;
    }
    RequestTags tags = new RequestTags(request);
    double price = prices.cost(request);
    record(requests, 1, tags);
    if (request.failed()) {
      record(errors, 1, tags);
    }
    double waited = (double) request.latencyMillis();
    record(latency, waited, tags);
    if (latencyDistribution != null) {
      record(latencyDistribution, waited, tags);
    }
    record(inputTokens, (double) request.inputTokens(), tags);
    record(outputTokens, (double) request.outputTokens(), tags);
    record(cost, price, tags);
    logs.accept(RequestLog.of(request, tags, price));
  }

  private void record(Metric metric, double value, RequestTags tags) {
    recorder.record(metric, value, tags.values());
  }
}
