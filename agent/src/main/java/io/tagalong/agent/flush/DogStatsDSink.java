package io.tagalong.agent.flush;

import io.tagalong.agent.record.SampleSink;
import io.tagalong.agent.rule.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes samples as DogStatsD over UDP, as many messages to a datagram as it holds.
 *
 * <p>Samples of histograms, distributions and timings are packed, {@code latency:12.5:3:8|d}
 * (protocol 1.1), which java-dogstatsd-client cannot: most of a message is its name and tags.
 *
 * <p>Owned by the flush thread, which alone may wait for a name to be resolved. The address is
 * resolved again when sending has failed, since a sidecar may come back elsewhere.
 */
final class DogStatsDWriter implements SampleSink, AutoCloseable {
  /** What fits an Ethernet frame of 1500 bytes in IPv4 and, with room for options, in IPv6. */
  private static final int MAX_DATAGRAM = 1432;

  private final String host;
  private final int port;
  private final String constantTags;
  private final DatagramSocket socket;
  private InetAddress address;
  private final StringBuilder message = new StringBuilder();
  private final byte[] datagram = new byte[MAX_DATAGRAM];
  private int size;

  /**
   * Resolves the host and opens a socket.
   *
   * @param host name or address
   * @param constantTags {@code key:value} texts for every message
   * @throws IOException when the host is unknown
   */
  DogStatsDWriter(String host, int port, List<String> constantTags) throws IOException {
    this.host = host;
    this.port = port;
    this.constantTags = String.join(",", constantTags);
    this.address = InetAddress.getByName(host);
    this.socket = new DatagramSocket();
  }

  @Override
  public void count(Metric metric, long delta, String[] tags) {
    message.setLength(0);
    message.append(metric.name()).append(':').append(delta);
    end(metric.type().letter(), metric.sampleRate(), tags);
  }

  @Override
  public void gauge(Metric metric, double value, String[] tags) {
    message.setLength(0);
    message.append(metric.name()).append(':').append(number(value));
    end(metric.type().letter(), metric.sampleRate(), tags);
  }

  @Override
  public void member(Metric metric, String member, String[] tags) {
    message.setLength(0);
    message.append(metric.name()).append(':').append(member.replace(':', '_'));
    end(metric.type().letter(), metric.sampleRate(), tags);
  }

  @Override
  public void samples(Metric metric, double[] values, int size, String[] tags) {
    String rest = rest(metric.type().letter(), metric.sampleRate(), tags);
    int room = MAX_DATAGRAM - rest.getBytes(StandardCharsets.UTF_8).length - 1;
    message.setLength(0);
    for (int i = 0; i < size; i++) {
      String value = number(values[i]);
      if (message.length() > 0 && message.length() + 1 + value.length() > room) {
        add(message.append(rest));
        message.setLength(0);
      }
      if (message.length() == 0) {
        message.append(metric.name());
      }
      message.append(':').append(value);
    }
    add(message.append(rest));
  }

  private void end(String letter, double sampleRate, String[] tags) {
    add(message.append(rest(letter, sampleRate, tags)));
  }

  private String rest(String letter, double sampleRate, String[] tags) {
    StringBuilder rest = new StringBuilder("|").append(letter);
    if (sampleRate < 1) {
      rest.append("|@").append(sampleRate);
    }
    String own = String.join(",", tags);
    if (!own.isEmpty() || !constantTags.isEmpty()) {
      String comma = own.isEmpty() || constantTags.isEmpty() ? "" : ",";
      rest.append("|#").append(own).append(comma).append(constantTags);
    }
    return rest.toString();
  }

  /** Whole numbers without a fraction, so that they stay short. */
  private static String number(double value) {
    long whole = (long) value;
    return whole == value ? Long.toString(whole) : Double.toString(value);
  }

  private void add(CharSequence text) {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (size > 0 && size + 1 + bytes.length > MAX_DATAGRAM) {
      flush();
    }
    if (bytes.length > MAX_DATAGRAM) {
      // A message with very long tags goes alone; IP takes it apart and together again.
      send(bytes, bytes.length);
      return;
    }
    if (size > 0) {
      datagram[size++] = '\n';
    }
    System.arraycopy(bytes, 0, datagram, size, bytes.length);
    size += bytes.length;
  }

  /** Sends what is waiting for a full datagram. */
  void flush() {
    if (size > 0) {
      int length = size;
      size = 0;
      send(datagram, length);
    }
  }

  private void send(byte[] bytes, int length) {
    try {
      socket.send(new DatagramPacket(bytes, length, new InetSocketAddress(address, port)));
    } catch (IOException e) {
      resolveAgain();
      throw new UncheckedIOException("cannot send to " + host + ":" + port, e);
    }
  }

  private void resolveAgain() {
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      // The failure that led here is about to be reported; the old address is tried again.
    }
  }

  @Override
  public void close() {
    flush();
    socket.close();
  }
}
