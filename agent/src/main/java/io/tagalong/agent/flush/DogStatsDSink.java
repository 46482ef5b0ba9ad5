package io.tagalong.agent.flush;

import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import com.timgroup.statsd.StatsDClient;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.CountSink;

/**
 * Sends counts to the sidecar through java-dogstatsd-client.
 *
 * <p>The client is used against its defaults: {@code blocking}, because only then does its {@code
 * close} deliver what it holds, and only the flush thread can ever wait for it; no aggregation,
 * which the tables have done already; no telemetry of its own, whose names would collide with those
 * of a client that the application runs; no origin detection, which reads files.
 *
 * <p>It reads {@code DD_ENV}, {@code DD_SERVICE}, {@code DD_VERSION} and {@code DD_ENTITY_ID} and
 * puts them on every message as Datadog's unified service tags.
 */
final class DogStatsDSink implements CountSink, AutoCloseable {
  /** The client allocates all its buffers at once; the default would take 730 kB. */
  private static final int BUFFERS = 8;

  private static final int QUEUED_MESSAGES = 256;

  private final StatsDClient client;

  /**
   * Throws a {@code StatsDClientException} when the host is unknown.
   *
   * @param host name or address
   * @param log where a failed send is reported
   */
  DogStatsDSink(String host, int port, Log log) {
    client =
        new NonBlockingStatsDClientBuilder()
            .hostname(host)
            .port(port)
            .blocking(true)
            .enableAggregation(false)
            .enableTelemetry(false)
            .originDetectionEnabled(false)
            .bufferPoolSize(BUFFERS)
            .queueSize(QUEUED_MESSAGES)
            .errorHandler(
                error ->
                    log.say(
                        "cannot send to "
                            + host
                            + ":"
                            + port
                            + " ("
                            + error
                            + "); counts are lost until a sidecar listens there"))
            .build();
  }

  @Override
  public void count(String metric, long delta, String[] tags) {
    client.count(metric, delta, tags);
  }

  /** Delivers what the client still holds. */
  @Override
  public void close() {
    client.close();
  }
}
