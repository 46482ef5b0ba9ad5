package io.tagalong.agent.flush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.log.Log;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DogStatsDSinkTest {
  private final CapturedLog captured = new CapturedLog();
  private final Log log = captured.log();

  @Test
  void deliversWhatItHoldsWhenClosed() throws Exception {
    try (DatagramSocket sidecar = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      sidecar.setSoTimeout(10_000);
      DogStatsDSink sink = new DogStatsDSink("127.0.0.1", sidecar.getLocalPort(), log);

      sink.count("gate.count", 3, new String[] {"name:a"});
      sink.close();

      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      sidecar.receive(packet);
      String line =
          new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).trim();
      assertEquals("gate.count:3|c|#name:a", line);
    }
  }

  @Test
  void failsToOpenWhenTheHostIsUnknown() {
    assertThrows(
        RuntimeException.class, () -> new DogStatsDSink("no-such-host.invalid", 8125, log));
  }
}
