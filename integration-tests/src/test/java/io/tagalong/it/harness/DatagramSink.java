package io.tagalong.it.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Stands where a sidecar would be, and keeps what the agent sends. */
public final class DatagramSink implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final DatagramSocket socket;
  private final StringBuilder received = new StringBuilder();

  public DatagramSink() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Receives until a message begins like this. */
  public void awaitMessage(String start) throws IOException {
    awaitMessages(start, 1);
  }

  /** Receives until so many messages begin like this. */
  public void awaitMessages(String start, int number) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (messages().stream().filter(message -> message.startsWith(start)).count() < number) {
      assertTrue(System.nanoTime() < deadline, () -> "not enough of " + start + " in " + this);
      receive();
    }
  }

  /** Receives what an application that has ended left in the socket. */
  public void receiveAll() throws IOException {
    socket.setSoTimeout(100);
    try {
      while (true) {
        receive();
      }
    } catch (SocketTimeoutException e) {
      assertTrue(received.length() > 0, "nothing was received at all");
    }
  }

  private void receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    socket.receive(packet);
    received.append(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    received.append('\n');
  }

  /** All messages, in the order in which they came. */
  public List<String> messages() {
    return received.toString().lines().filter(message -> !message.isEmpty()).toList();
  }

  /** The sum of all counts with this name, or the number of all samples. */
  public long sum(String metric) {
    long sum = 0;
    for (String message : messages()) {
      if (message.startsWith(metric + ":")) {
        String values = message.substring(metric.length() + 1, message.indexOf('|'));
        sum += message.contains("|d") ? values.split(":", -1).length : Long.parseLong(values);
      }
    }
    return sum;
  }

  /** The sums of all counts whose name begins like this, by {@code name{tags,sorted}}. */
  public Map<String, Long> counts(String prefix) {
    Map<String, Long> sums = new TreeMap<>();
    for (String message : messages()) {
      if (message.startsWith(prefix)) {
        int colon = message.indexOf(':');
        int bar = message.indexOf("|c", colon);
        sums.merge(
            message.substring(0, colon) + sortedTags(message),
            Long.parseLong(message.substring(colon + 1, bar)),
            Long::sum);
      }
    }
    return sums;
  }

  /** The sum of all counts with this name and these tags, however many others they have. */
  public double total(String metric, String... tags) {
    double sum = 0;
    for (String message : messages()) {
      List<String> actual = List.of(tagsOf(message));
      if (message.startsWith(metric + ":") && actual.containsAll(List.of(tags))) {
        sum += Double.parseDouble(message.substring(metric.length() + 1, message.indexOf("|c")));
      }
    }
    return sum;
  }

  private static String[] tagsOf(String message) {
    return message.substring(message.indexOf('#') + 1).split(",", -1);
  }

  private static String sortedTags(String message) {
    int hash = message.indexOf('#');
    if (hash < 0) {
      return "";
    }
    String[] tags = tagsOf(message);
    Arrays.sort(tags);
    return "{" + String.join(",", tags) + "}";
  }

  @Override
  public String toString() {
    return received.toString();
  }

  @Override
  public void close() {
    socket.close();
  }
}
