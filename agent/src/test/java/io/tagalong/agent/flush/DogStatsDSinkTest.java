package io.tagalong.agent.flush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DogStatsDWriterTest {
  private static final String[] TAGS = {"name:a"};

  private DatagramSocket sidecar;

  @BeforeEach
  void listen() throws IOException {
    sidecar = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    sidecar.setSoTimeout(10_000);
  }

  @AfterEach
  void close() {
    sidecar.close();
  }

  @Test
  void deliversWhatItHoldsWhenClosed() throws Exception {
    DogStatsDWriter writer = writer();

    writer.count(Metric.count("gate.count", "name"), 3, TAGS);
    writer.gauge(metric("load", MetricType.GAUGE, 1), 0.5, new String[0]);
    writer.member(metric("users", MetricType.SET, 1), "u:1", TAGS);
    writer.close();

    assertEquals(
        "gate.count:3|c|#name:a,env:test\nload:0.5|g|#env:test\nusers:u_1|s|#name:a,env:test",
        receive());
  }

  @Test
  void packsSamplesAndSaysTheirRate() throws Exception {
    DogStatsDWriter writer = writer();

    writer.samples(
        metric("latency", MetricType.DISTRIBUTION, 0.25), new double[] {1.5, 20, -3, 9}, 3, TAGS);
    writer.close();

    assertEquals("latency:1.5:20:-3|d|@0.25|#name:a,env:test", receive());
  }

  @Test
  void splitsPackedSamplesWhenADatagramIsFull() throws Exception {
    DogStatsDWriter writer = writer();
    double[] values = new double[1_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }

    writer.samples(metric("latency", MetricType.TIMING, 1), values, values.length, TAGS);
    writer.close();

    int received = 0;
    while (received < values.length) {
      String datagram = receive();
      assertTrue(datagram.length() <= 1432, datagram);
      String numbers = datagram.substring("latency:".length(), datagram.indexOf('|'));
      for (String number : List.of(numbers.split(":", -1))) {
        assertEquals(received++, Integer.parseInt(number));
      }
    }
  }

  @Test
  void failsToOpenWhenTheHostIsUnknown() {
    assertThrows(
        IOException.class, () -> new DogStatsDWriter("no-such-host.invalid", 8125, List.of()));
  }

  private DogStatsDWriter writer() throws IOException {
    return new DogStatsDWriter("127.0.0.1", sidecar.getLocalPort(), List.of("env:test"));
  }

  private static Metric metric(String name, MetricType type, double sampleRate) {
    return new Metric(name, type, List.of(), 500, sampleRate);
  }

  private String receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    sidecar.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }
}
