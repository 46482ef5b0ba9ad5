package io.tagalong.agent.llm;

import io.tagalong.agent.record.CountCell;
import io.tagalong.agent.record.SampleCell;
import io.tagalong.agent.record.SumCell;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TagTable;
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
 * <p>Latency leaves as a histogram under the name of document 004's gauge; the sidecar makes the
 * average of its window of it.
 */
public final class LlmRecorder {
  private final Gateways gateways;
  private final Prices prices;
  private final Consumer<String> logs;
  private final TagTable requests;
  private final TagTable errors;
  private final TagTable latency;
  private final @Nullable TagTable latencyDistribution;
  private final TagTable inputTokens;
  private final TagTable outputTokens;
  private final TagTable cost;

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
      Tables tables,
      Consumer<String> logs) {
    this.gateways = gateways;
    this.prices = prices;
    this.logs = logs;
    this.requests = tables.forMetric(Metric.count(prefix + ".requests", RequestTags.KEYS));
    this.errors = tables.forMetric(Metric.count(prefix + ".errors", RequestTags.KEYS));
    this.inputTokens = tables.forMetric(Metric.count(prefix + ".input_tokens", RequestTags.KEYS));
    this.outputTokens = tables.forMetric(Metric.count(prefix + ".output_tokens", RequestTags.KEYS));
    this.cost = tables.forMetric(Metric.sum(prefix + ".cost", RequestTags.KEYS));
    String name = prefix + ".latency_ms";
    this.latency = tables.forMetric(samples(name, MetricType.HISTOGRAM));
    this.latencyDistribution =
        distribution
            ? tables.forMetric(samples(name + ".distribution", MetricType.DISTRIBUTION))
            : null;
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
    ((CountCell) tags.in(requests)).increment();
    if (request.failed()) {
      ((CountCell) tags.in(errors)).increment();
    }
    double waited = (double) request.latencyMillis();
    ((SampleCell) tags.in(latency)).sample(waited);
    if (latencyDistribution != null) {
      ((SampleCell) tags.in(latencyDistribution)).sample(waited);
    }
    ((CountCell) tags.in(inputTokens)).add(request.inputTokens());
    ((CountCell) tags.in(outputTokens)).add(request.outputTokens());
    ((SumCell) tags.in(cost)).add(price);
    logs.accept(RequestLog.of(request, tags, price));
  }
}
