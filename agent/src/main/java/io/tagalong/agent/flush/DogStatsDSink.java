package io.tagalong.agent.flush;

import com.timgroup.statsd.DirectStatsDClient;
import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import io.tagalong.agent.record.SampleSink;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends to the sidecar through java-dogstatsd-client.
 *
 * <p>The client is used against its defaults: {@code blocking}, because only then does its {@code
 * close} deliver what it holds, and only the flush thread can ever wait for it; no aggregation,
 * which the tables have done already; no telemetry of its own, whose names would collide with those
 * of a client that the application runs; no origin detection, which reads files.
 *
 * <p>The client is opened by the first message, and again by the first after {@link #close}:
 * closing is the only way to have everything delivered.
 *
 * <p>It reads {@code DD_ENV}, {@code DD_SERVICE}, {@code DD_VERSION} and {@code DD_ENTITY_ID} and
 * puts them on every message as Datadog's unified service tags.
 *
 * <p><b>Samples.</b> The client packs those of distributions, {@code latency:12.5:3.0:8.0|d}, and
 * sends those of histograms and timings one to a message. Timings leave as histograms, which
 * Datadog makes the same of: the client's own take whole milliseconds only.
 *
 * <p><b>Sample rates.</b> Given one, the client draws by lot which messages it sends, except for
 * packed distributions. So counts, of which the agent has taken a part, are scaled here as the
 * receiver would scale them; packed distributions name the rate that they were taken at; and of
 * histograms and timings the agent records every call and leaves the lot to the client ({@link
 * MetricType.Sampling}).
 */
final class DogStatsDSink implements SampleSink, AutoCloseable {
  /** The client allocates all its buffers at once; the default would take 730 kB. */
  private static final int BUFFERS = 8;

  private static final int QUEUED_MESSAGES = 256;

  /**
   * Samples to a message. Not as many as fit, which the client could find itself: it loses a
   * message that is as long as its buffer to the byte.
   */
  private static final int PACKED = 32;

  private final String host;
  private final int port;
  private final List<String> constantTags;
  private final Consumer<Exception> failure;
  private @Nullable DirectStatsDClient open;

  /**
   * @param host name or address
   * @param constantTags {@code key:value} texts for every message, beside those that the client
   *     adds
   * @param failure told, on threads of the client, of each datagram or message that did not leave
   */
  DogStatsDSink(String host, int port, List<String> constantTags, Consumer<Exception> failure) {
    this.host = host;
    this.port = port;
    this.constantTags = constantTags;
    this.failure = failure;
  }

  /** Throws a {@code StatsDClientException} when the host is unknown. */
  private DirectStatsDClient client() {
    DirectStatsDClient client = open;
    if (client == null) {
      client =
          new NonBlockingStatsDClientBuilder()
              .hostname(host)
              .port(port)
              .constantTags(constantTags.toArray(new String[0]))
              .blocking(true)
              .enableAggregation(false)
              .enableTelemetry(false)
              .originDetectionEnabled(false)
              .bufferPoolSize(BUFFERS)
              .queueSize(QUEUED_MESSAGES)
              .errorHandler(failure::accept)
              .buildDirectStatsDClient();
      open = client;
    }
    return client;
  }

  @Override
  public void count(Metric metric, long delta, String[] tags) {
    if (metric.sampleRate() < 1) {
      client().count(metric.name(), delta / metric.sampleRate(), tags);
    } else {
      client().count(metric.name(), delta, tags);
    }
  }

  @Override
  public void sum(Metric metric, double delta, String[] tags) {
    client().count(metric.name(), delta, tags);
  }

  @Override
  public void gauge(Metric metric, double value, String[] tags) {
    client().gauge(metric.name(), value, tags);
  }

  @Override
  public void member(Metric metric, String member, String[] tags) {
    client().recordSetValue(metric.name(), member.replace(':', '_'), tags);
  }

  @Override
  public void samples(Metric metric, double[] values, int size, String[] tags) {
    if (metric.type() == MetricType.DISTRIBUTION) {
      for (int from = 0; from < size; from += PACKED) {
        // A copy, which the client keeps until its own thread writes the message.
        double[] packed = Arrays.copyOfRange(values, from, Math.min(size, from + PACKED));
        client().recordDistributionValues(metric.name(), packed, metric.sampleRate(), tags);
      }
    } else {
      for (int i = 0; i < size; i++) {
        histogram(metric, values[i], tags);
      }
    }
  }

  private void histogram(Metric metric, double value, String[] tags) {
    if (metric.sampleRate() < 1) {
      client().histogram(metric.name(), value, metric.sampleRate(), tags);
    } else {
      client().histogram(metric.name(), value, tags); // The other would name a rate of 1.
    }
  }

  /** Delivers what the client still holds, and lets go of its socket and threads. */
  @Override
  public void close() {
    DirectStatsDClient client = open;
    if (client != null) {
      open = null;
      client.close();
    }
  }

  /** Whether anything was sent since the last {@link #close}. */
  boolean isOpen() {
    return open != null;
  }
}
