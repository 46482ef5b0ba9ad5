package io.tagalong.agent.flush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DogStatsDSinkTest {
  private static final String[] TAGS = {"name:a"};

  /** Filled by the client's threads. */
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

  private final List<String> tooLong = new ArrayList<>();

  private final Losses losses =
      new Losses() {
        @Override
        public void notSent(Exception error) {
          failures.add(error);
        }

        @Override
        public void tooLong(Metric metric, long samples, int bytes) {
          tooLong.add(metric.name() + ' ' + samples);
        }
      };

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
    DogStatsDSink sink = sink();

    sink.count(Metric.count("gate.count", "name"), 3, TAGS);
    sink.gauge(metric("load", MetricType.GAUGE, 1), 0.5, new String[0]);
    sink.member(metric("users", MetricType.SET, 1), "u:1", TAGS);
    sink.close();

    assertEquals(
        List.of(
            "gate.count:3|c|#env:test,name:a",
            "load:0.5|g|#env:test",
            "users:u_1|s|#env:test,name:a"),
        receive(3));
    assertTrue(failures.isEmpty(), failures.toString());
  }

  @Test
  void scalesSampledCountsAndNamesTheRateOfSampledDistributions() throws Exception {
    DogStatsDSink sink = sink();

    for (int i = 0; i < 20; i++) {
      sink.count(metric("calls", MetricType.COUNT, 0.25), 3, TAGS);
      double[] values = {1.5, 20, -3, 9};
      sink.samples(metric("size", MetricType.DISTRIBUTION, 0.25), values, 3, TAGS);
      values[0] = 7;
    }
    sink.close();

    List<String> messages = receive(40);
    for (int i = 0; i < 40; i += 2) {
      assertEquals("calls:12|c|#env:test,name:a", messages.get(i));
      assertEquals("size:1.5:20.0:-3.0|d|@0.250000|#env:test,name:a", messages.get(i + 1));
    }
  }

  @Test
  void sendsTimingsWithTheirFractionAsHistograms() throws Exception {
    DogStatsDSink sink = sink();

    sink.samples(metric("took", MetricType.TIMING, 1), new double[] {0.25, 8}, 2, TAGS);
    sink.close();

    assertEquals(List.of("took:0.25|h|#env:test,name:a", "took:8|h|#env:test,name:a"), receive(2));
  }

  @Test
  void leavesTheLotToTheClientForSampledHistogramsAndTimings() throws Exception {
    DogStatsDSink sink = sink();

    // The odds that fewer than 20 of 1000 are drawn are beyond anything that happens.
    sink.samples(metric("took", MetricType.TIMING, 0.25), new double[1_000], 1_000, TAGS);
    sink.count(metric("end", MetricType.COUNT, 1), 1, TAGS);
    sink.close();

    List<String> messages = receiveUpTo("end:1|c|#env:test,name:a");
    assertEquals(Set.of("took:0|h|@0.250000|#env:test,name:a"), Set.copyOf(messages));
    assertTrue(messages.size() > 20 && messages.size() < 980, messages.size() + " were sent");
  }

  /**
   * As long as the client's buffer to the byte, some message would be lost, and the rest with it.
   */
  @Test
  void losesNoPackedSampleHoweverLongTheTags() throws Exception {
    DogStatsDSink sink = sink();
    double[] values = new double[300];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
      sum += i;
    }

    for (int length = 1; length <= 200; length++) {
      sink.samples(
          metric("size", MetricType.DISTRIBUTION, 1),
          values,
          values.length,
          new String[] {"tag:" + "x".repeat(length)});
      assertEquals(sum, receiveSum(values.length), "with a tag value of " + length + " bytes");
    }
    sink.close();

    assertTrue(failures.isEmpty(), failures.toString());
  }

  @Test
  void tellsOfSamplesThatAreTooLongForAnyMessageAndSendsTheNext() throws Exception {
    DogStatsDSink sink = sink();
    String[] tags = {"name:" + "x".repeat(DogStatsDSink.LONG)};

    sink.count(Metric.count("long", "name"), 7, tags);
    sink.gauge(metric("long", MetricType.GAUGE, 1), 0.5, tags);
    sink.member(metric("long", MetricType.SET, 1), "x", tags);
    sink.sum(Metric.sum("long", "name"), 12.5, tags);
    sink.samples(metric("long", MetricType.DISTRIBUTION, 1), new double[50], 40, tags);
    sink.count(Metric.count("short", "name"), 1, TAGS);
    sink.close();

    assertEquals(List.of("short:1|c|#env:test,name:a"), receive(1));
    assertEquals(List.of("long 7", "long 1", "long 1", "long 1", "long 40"), tooLong);
    assertTrue(failures.isEmpty(), failures.toString());
  }

  /** Of every type, with as many and as long tags as there can be. */
  @Test
  void sendsTheLongestMessagesThatARuleCanMake() throws Exception {
    DogStatsDSink sink = sink();
    String[] tags = new String[Metric.MAX_TAGS];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = "a_key_of_some_length_" + i + ":" + "\u20ac".repeat(66) + "xx";
    }
    String name = "n".repeat(200);
    double[] values = new double[40];
    Arrays.fill(values, -Double.MAX_VALUE);

    sink.count(Metric.count(name), Long.MIN_VALUE, tags);
    sink.member(metric(name, MetricType.SET, 1), "\u20ac".repeat(66), tags);
    sink.samples(metric(name, MetricType.DISTRIBUTION, 0.25), values, 40, tags);
    sink.samples(metric(name, MetricType.HISTOGRAM, 1), values, 1, tags);
    sink.close();

    List<String> messages = receive(5);
    Collections.reverse(Arrays.asList(tags)); // The client writes the last one first.
    String end = "|#env:test," + String.join(",", tags);
    assertEquals(name + ":-9223372036854775808|c" + end, messages.get(0));
    assertEquals(name + ":" + "\u20ac".repeat(66) + "|s" + end, messages.get(1));
    for (int i = 2; i < 4; i++) {
      assertTrue(messages.get(i).endsWith("|d|@0.250000" + end), messages.get(i));
    }
    assertTrue(messages.get(4).endsWith("00|h" + end), messages.get(4));
    assertTrue(failures.isEmpty(), failures.toString());
  }

  /** Near the length of the one datagram and of the other, to the byte. */
  @Test
  void losesNoMessageWhateverItsLength() throws Exception {
    DogStatsDSink sink = sink();
    for (int around : List.of(1_432, DogStatsDSink.LONG)) {
      for (int length = around - 450; length <= around; length++) {
        int told = tooLong.size();
        sink.count(Metric.count("n"), 1, new String[] {"name:" + "x".repeat(length)});
        if (tooLong.size() == told) {
          assertEquals(1, receive(1).size());
        } else {
          assertEquals(DogStatsDSink.LONG, around, length + " bytes fit in no datagram");
        }
      }
    }
    sink.close();
    assertFalse(tooLong.isEmpty());
    assertTrue(failures.isEmpty(), failures.toString());
  }

  @Test
  void writesASumWithItsMillionths() throws Exception {
    DogStatsDSink sink = sink();

    sink.sum(Metric.sum("cost", "name"), 12.345678, TAGS);
    sink.close();

    assertEquals(List.of("cost:12.345678|c|#env:test,name:a"), receive(1));
  }

  @Test
  void takesNothingWhenTheHostIsUnknown() {
    DogStatsDSink sink = new DogStatsDSink("no-such-host.invalid", 8125, List.of(), losses);

    assertThrows(
        RuntimeException.class, () -> sink.count(Metric.count("gate.count", "name"), 3, TAGS));
    assertFalse(sink.isOpen());
  }

  @Test
  void opensAgainForWhatComesAfterItWasClosed() throws Exception {
    DogStatsDSink sink = sink();

    sink.count(Metric.count("first", "name"), 1, TAGS);
    sink.close();
    boolean openMeanwhile = sink.isOpen();
    sink.count(Metric.count("second", "name"), 2, TAGS);
    sink.close();

    assertFalse(openMeanwhile);
    assertEquals(List.of("first:1|c|#env:test,name:a", "second:2|c|#env:test,name:a"), receive(2));
  }

  private DogStatsDSink sink() {
    return new DogStatsDSink("127.0.0.1", sidecar.getLocalPort(), List.of("env:test"), losses);
  }

  private static Metric metric(String name, MetricType type, double sampleRate) {
    return new Metric(name, type, List.of(), 500, sampleRate);
  }

  /** Waits for a message, and gives all that came before it. */
  private List<String> receiveUpTo(String last) throws IOException {
    List<String> messages = new ArrayList<>();
    while (!messages.remove(last)) {
      messages.addAll(receive(1));
    }
    return messages;
  }

  /** Waits for as many messages. */
  private List<String> receive(int count) throws IOException {
    List<String> messages = new ArrayList<>();
    while (messages.size() < count) {
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      sidecar.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      messages.addAll(text.lines().collect(Collectors.toList()));
    }
    return messages;
  }

  /** Waits for as many packed samples and adds them up. */
  private double receiveSum(int count) throws IOException {
    double sum = 0;
    int received = 0;
    while (received < count) {
      for (String message : receive(1)) {
        String[] samples = message.substring(0, message.indexOf('|')).split(":", -1);
        for (int i = 1; i < samples.length; i++) {
          sum += Double.parseDouble(samples[i]);
          received++;
        }
      }
    }
    return sum;
  }
}
