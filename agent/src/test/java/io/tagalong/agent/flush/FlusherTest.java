package io.tagalong.agent.flush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.record.CountCell;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.Metric;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FlusherTest {
  /** Refused as an address before any name server is asked. */
  private static final String NO_HOST = "[none";

  /** Stands for the rest of what the agent does once a second. */
  private static final class Companion implements Flusher.Companion {
    private boolean failing;

    @Override
    public void everySecond() {
      if (failing) {
        throw new OutOfMemoryError("unable to create native thread");
      }
    }

    @Override
    public void ended() {
      everySecond();
    }
  }

  private static final class NothingWoven implements SelfMetrics.Source {
    @Override
    public int rulesActive() {
      return 0;
    }

    @Override
    public int sitesWoven() {
      return 0;
    }
  }

  private final CapturedLog captured = new CapturedLog();
  private final Tables tables = new Tables();
  private final SelfMetrics selfMetrics =
      new SelfMetrics(true, captured.log(), tables, new NothingWoven());
  private final Companion companion = new Companion();
  @AutoClose private final DatagramSocket sidecar;

  FlusherTest() throws IOException {
    sidecar = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    sidecar.setSoTimeout(10_000);
  }

  @Test
  void flushesAndReportsWhenItsCompanionFails() throws Exception {
    Flusher flusher = flusher("127.0.0.1");
    companion.failing = true;
    count();

    flusher.flush();
    flusher.end();
    flusher.deliverRest();

    assertEquals(Set.of("calls:1|c", "tagalong.agent.suppressed_errors:1|c"), counts(2));
    assertEquals(2, captured.log().suppressedErrors());
    assertEquals(1, captured.lineCount(), captured.text());
    assertTrue(captured.text().contains("unable to create native thread"), captured.text());
  }

  @Test
  void keepsCountsAndReportsWhatItCannotSend() throws Exception {
    count();
    Flusher lost = flusher(NO_HOST);

    lost.flush();
    lost.flush();
    boolean delivered = lost.deliverRest();
    Flusher found = flusher("127.0.0.1");
    found.flush();
    found.deliverRest();

    assertFalse(delivered);
    assertEquals(Set.of("calls:1|c", "tagalong.agent.flush_errors:3|c"), counts(2));
    assertEquals(1, captured.lineCount(), captured.text());
    assertTrue(captured.text().startsWith("[tagalong] cannot flush: "), captured.text());
  }

  @Test
  void saysWhetherAnythingWasLeftToDeliver() throws Exception {
    Flusher flusher = flusher("127.0.0.1");
    count();

    assertTrue(flusher.deliverRest());
    assertFalse(flusher.deliverRest());

    assertEquals(Set.of("calls:1|c"), counts(1));
  }

  private Flusher flusher(String host) {
    return new Flusher(
        host, sidecar.getLocalPort(), List.of(), tables, selfMetrics, companion, captured.log());
  }

  private void count() {
    ((CountCell)
            tables
                .forMetric(Metric.count("calls"))
                .find(null, null, null, null, null, null, null, null))
        .increment();
  }

  /** The counts that arrive first, without tags; whatever gauges come among them is left out. */
  private Set<String> counts(int number) throws IOException {
    Set<String> counts = new HashSet<>();
    while (counts.size() < number) {
      DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
      sidecar.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      text.lines().filter(line -> line.contains("|c")).map(FlusherTest::plain).forEach(counts::add);
    }
    return counts;
  }

  private static String plain(String message) {
    return message.replaceAll("\\|#.*", "");
  }
}
