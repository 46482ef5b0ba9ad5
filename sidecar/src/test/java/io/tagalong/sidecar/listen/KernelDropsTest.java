package io.tagalong.sidecar.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.telemetry.KeptLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables are as a little-endian machine prints them. */
class KernelDropsTest {
  private static final String HEADER =
      "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops            \n";
  private static final String ROW =
      " 1234: %s 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 8765 2"
          + " 0000000000000000 %d          \n";

  private final Telemetry telemetry = new Telemetry();
  private final KeptLog logged = new KeptLog();
  private final Map<String, String> tables = new HashMap<>();

  @Test
  void countsOnlyWhatOurSocketDropped() {
    tables.put(
        "udp",
        HEADER
            + ROW.formatted("0100007F:1FBE", 100)
            + ROW.formatted("0100007F:1FBD", 7)
            + ROW.formatted("00000000:1FBD", 1000));

    drops("127.0.0.1").count();

    assertEquals(7, total());
    assertTrue(
        logged.text().contains("The kernel dropped 7 datagrams to udp://127.0.0.1:8125. Do this."),
        logged.text());
  }

  @Test
  void addsUpTheSocketsOfSeveralLoops() {
    tables.put(
        "udp",
        HEADER
            + ROW.formatted("0100007F:1FBD", 7)
            + ROW.formatted("0100007F:1FBE", 100)
            + ROW.formatted("0100007F:1FBD", 2));

    drops("127.0.0.1").count();

    assertEquals(9, total());
  }

  @Test
  void countsTheGrowthWhenAskedAgain() {
    KernelDrops drops = drops("127.0.0.1");
    tables.put("udp", HEADER + ROW.formatted("0100007F:1FBD", 7));
    drops.count();
    drops.count();
    tables.put("udp", HEADER + ROW.formatted("0100007F:1FBD", 9));

    drops.count();

    assertEquals(9, total());
    assertTrue(logged.text().contains("dropped 2 datagrams"), logged.text());
    assertEquals(2, logged.lines().size());
  }

  @Test
  void looksIntoTheOtherTableWhenAddressIsIpv6() {
    tables.put("udp", HEADER + ROW.formatted("0100007F:1FBD", 7));
    tables.put("udp6", HEADER + ROW.formatted("00000000000000000000000001000000:1FBD", 5));

    drops("::1").count();

    assertEquals(5, total());
  }

  @Test
  void saysNothingWhenTheSystemDoesNotTell() {
    drops("127.0.0.1").count();

    assertEquals(0, total());
    assertEquals("", logged.text());
  }

  @Test
  void warnsWhenTheTableCannotBeRead() {
    tables.put("udp", HEADER + " 1: 0100007F:1FBD many");

    drops("127.0.0.1").count();

    assertEquals(0, total());
    assertTrue(logged.text().contains("are not counted"), logged.text());
  }

  private KernelDrops drops(String host) {
    return new KernelDrops(
        this::open,
        new InetSocketAddress(host, 8125),
        "Do this.",
        telemetry,
        logged.log().limited(10));
  }

  private StringReader open(String name) throws IOException {
    String table = tables.get(name);
    if (table == null) {
      throw new NoSuchFileException(name);
    }
    return new StringReader(table);
  }

  private long total() {
    return telemetry.total(SelfMetric.DATAGRAMS_DROPPED_KERNEL);
  }
}
