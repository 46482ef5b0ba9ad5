package io.tagalong.benchmarks.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows in the form of proc(5). */
class ProcTest {
  private static final List<String> UDP =
      List.of(
          "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  "
              + "timeout inode ref pointer drops",
          "  371: 0100007F:1FBD 00000000:0000 07 00000000:00000900 00:00000000 00000000     0"
              + "        0 77001 2 0000000000000000 41",
          "  372: 00000000:1FBE 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
              + "        0 77002 2 0000000000000000 5",
          "  373: 00000000000000000000000001000000:1FBD 00000000000000000000000000000000:0000 07"
              + " 00000000:00000100 00:00000000 00000000     0        0 77003 2 0000000000000000 1");

  @Test
  void addsUpTheSocketsOfAPort() {
    assertEquals(new UdpSocket(0xA00, 42), UdpSocket.of(UDP, 8125));
    assertEquals(new UdpSocket(0, 5), UdpSocket.of(UDP, 8126));
  }

  @Test
  void isNothingWhereNobodyListens() {
    assertEquals(new UdpSocket(0, 0), UdpSocket.of(UDP, 9));
  }

  @Test
  void readsTimesBehindANameWithBlanksAndParentheses() {
    String stat =
        "4711 (a) b (c) S 1 4711 4711 0 -1 4194304 900 0 0 0 250 75 0 0 20 0 30 0 1000 0 0 0";

    assertEquals(3.25, ProcessFigures.cpuSeconds(stat));
  }

  @Test
  void readsResidentMemory() {
    assertEquals(
        64,
        ProcessFigures.residentMebibytes("Name:\tjava\nVmHWM:\t 99999 kB\nVmRSS:\t   65536 kB\n"));
  }
}
