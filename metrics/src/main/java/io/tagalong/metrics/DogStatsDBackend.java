package io.tagalong.metrics;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends each call as a datagram to a DogStatsD server: Tagalong's sidecar, or Datadog's Agent.
 *
 * <p>Not buffered, so that nothing waits for a flush and nothing is lost when the application ends;
 * the socket is not connected, so that a server which is away costs no exception.
 *
 * <p>Plain, timings and distributions leave as {@code ms}, which the server makes a histogram of,
 * as Sentry's backend of that name does; precise, both leave as {@code d}, Datadog's distributions.
 */
final class DogStatsDBackend implements Backend {
  /** What the sidecar and the Agent read at most in one datagram. */
  private static final int MAX_BYTES = 8192;

  private final boolean precise;
  private final String prefix;
  private final BackendTags tags;
  private final InetSocketAddress server;
  private final DatagramSocket socket;
  private final Losses losses;

  /**
   * @throws IOException when the machine has no socket left
   */
  DogStatsDBackend(
      boolean precise,
      String prefix,
      Map<String, String> tags,
      InetSocketAddress server,
      Losses losses)
      throws IOException {
    this.precise = precise;
    this.prefix = prefix;
    this.tags = new BackendTags(tags);
    this.server = server;
    this.socket = new DatagramSocket();
    this.losses = losses;
  }

  @Override
  public void record(Sample sample) throws IOException {
    send(
        DogStatsDText.metric(
            prefix + sample.key(),
            sample.value(),
            type(sample.kind()),
            sample.sampleRate(),
            tags.over(sample.tags(), sample.instance())));
  }

  private String type(Sample.Kind kind) {
    switch (kind) {
      case INCR:
        return "c";
      case GAUGE:
        return "g";
      case TIMING:
      case TIMER:
      case DISTRIBUTION:
        return precise ? "d" : "ms";
    }
    throw new AssertionError(kind);
  }

  @Override
  public void event(Event event, Map<String, String> called, @Nullable String instance)
      throws IOException {
    send(DogStatsDText.event(event, tags.over(called, instance)));
  }

  private void send(String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      losses.add(Losses.Reason.TOO_LONG, 1);
      return;
    }
    socket.send(new DatagramPacket(bytes, bytes.length, server));
  }

  @Override
  public void close() {
    socket.close();
  }
}
