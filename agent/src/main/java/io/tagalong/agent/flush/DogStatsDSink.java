package io.tagalong.agent.flush;

import com.timgroup.statsd.DirectStatsDClient;
import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import io.tagalong.agent.record.SampleSink;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.util.Arrays;
import java.util.List;
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
 * <p><b>Lengths.</b> Datagrams are no longer than a network carries in one piece, so that none of
 * many messages is lost with a fragment. A message which is longer than that goes through a second
 * client, in a datagram of its own; one that is too long even so is told of as lost.
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
  /** What fits in a frame of an Ethernet, in bytes, with some room for the headers of tunnels. */
  private static final int SHORT = 1_432;

  /**
   * For 8 tags of 200 bytes, their keys, a name and 32 samples, with room for constant tags, in
   * bytes. Some systems send no datagram above 9216.
   */
  static final int LONG = 8_192;

  /** The client allocates all its buffers at once; the default would take 730 kB. */
  private static final int SHORT_BUFFERS = 8;

  private static final int LONG_BUFFERS = 2;

  private static final int QUEUED_MESSAGES = 256;

  /**
   * Samples to a message. Not as many as fit, which the client could find itself: it loses a
   * message that is as long as its buffer to the byte.
   */
  private static final int PACKED = 32;

  private final String host;
  private final int port;
  private final List<String> constantTags;
  private final Losses losses;
  private final MessageBytes bytes;
  private @Nullable DirectStatsDClient ofShort;
  private @Nullable DirectStatsDClient ofLong;

  /**
   * @param host name or address
   * @param constantTags {@code key:value} texts for every message, beside those that the client
   *     adds
   */
  DogStatsDSink(String host, int port, List<String> constantTags, Losses losses) {
    this.host = host;
    this.port = port;
    this.constantTags = constantTags;
    this.losses = losses;
    this.bytes = new MessageBytes(constantTags, System.getenv());
  }

  /**
   * The client for a message that has at most so many bytes; null, and the samples are lost, when
   * there is none. Throws a {@code StatsDClientException} when the host is unknown.
   */
  private @Nullable DirectStatsDClient client(int most, Metric metric, long samples) {
    if (most < SHORT) {
      DirectStatsDClient client = ofShort;
      if (client == null) {
        client = open(SHORT, SHORT_BUFFERS);
        ofShort = client;
      }
      return client;
    }
    if (most < LONG) {
      DirectStatsDClient client = ofLong;
      if (client == null) {
        client = open(LONG, LONG_BUFFERS);
        ofLong = client;
      }
      return client;
    }
    losses.tooLong(metric, samples, LONG);
    return null;
  }

  private DirectStatsDClient open(int datagramBytes, int buffers) {
    return new NonBlockingStatsDClientBuilder()
        .hostname(host)
        .port(port)
        .constantTags(constantTags.toArray(new String[0]))
        .blocking(true)
        .enableAggregation(false)
        .enableTelemetry(false)
        .originDetectionEnabled(false)
        .maxPacketSizeBytes(datagramBytes)
        .bufferPoolSize(buffers)
        .queueSize(QUEUED_MESSAGES)
        .errorHandler(losses::notSent)
        .buildDirectStatsDClient();
  }

  @Override
  public void count(Metric metric, long delta, String[] tags) {
    DirectStatsDClient client = client(bytes.withNumber(metric.name(), tags), metric, delta);
    if (client == null) {
      return;
    }
    if (metric.sampleRate() < 1) {
      client.count(metric.name(), delta / metric.sampleRate(), tags);
    } else {
      client.count(metric.name(), delta, tags);
    }
  }

  @Override
  public void sum(Metric metric, double delta, String[] tags) {
    DirectStatsDClient client = client(bytes.withNumber(metric.name(), tags), metric, 1);
    if (client != null) {
      client.count(metric.name(), delta, tags);
    }
  }

  @Override
  public void gauge(Metric metric, double value, String[] tags) {
    DirectStatsDClient client = client(bytes.withNumber(metric.name(), tags), metric, 1);
    if (client != null) {
      client.gauge(metric.name(), value, tags);
    }
  }

  @Override
  public void member(Metric metric, String member, String[] tags) {
    DirectStatsDClient client = client(bytes.withMember(metric.name(), member, tags), metric, 1);
    if (client != null) {
      client.recordSetValue(metric.name(), member.replace(':', '_'), tags);
    }
  }

  @Override
  public void samples(Metric metric, double[] values, int size, String[] tags) {
    boolean packs = metric.type() == MetricType.DISTRIBUTION;
    int most =
        packs
            ? bytes.withPacked(metric.name(), Math.min(size, PACKED), tags)
            : bytes.withNumber(metric.name(), tags);
    DirectStatsDClient client = client(most, metric, size);
    if (client == null) {
      return;
    }
    if (packs) {
      for (int from = 0; from < size; from += PACKED) {
        // A copy, which the client keeps until its own thread writes the message.
        double[] packed = Arrays.copyOfRange(values, from, Math.min(size, from + PACKED));
        client.recordDistributionValues(metric.name(), packed, metric.sampleRate(), tags);
      }
    } else {
      for (int i = 0; i < size; i++) {
        histogram(client, metric, values[i], tags);
      }
    }
  }

  private static void histogram(
      DirectStatsDClient client, Metric metric, double value, String[] tags) {
    if (metric.sampleRate() < 1) {
      client.histogram(metric.name(), value, metric.sampleRate(), tags);
    } else {
      client.histogram(metric.name(), value, tags); // The other would name a rate of 1.
    }
  }

  /** Delivers what the clients still hold, and lets go of their sockets and threads. */
  @Override
  public void close() {
    DirectStatsDClient first = ofShort;
    DirectStatsDClient second = ofLong;
    ofShort = null;
    ofLong = null;
    if (first != null) {
      first.close();
    }
    if (second != null) {
      second.close();
    }
  }

  /** Whether anything was sent since the last {@link #close}. */
  boolean isOpen() {
    return ofShort != null || ofLong != null;
  }
}
