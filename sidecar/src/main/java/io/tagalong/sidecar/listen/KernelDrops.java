package io.tagalong.sidecar.listen;

import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Counts the datagrams to one UDP address that the kernel dropped before anybody could read them.
 *
 * <p>Linux publishes the number as the last column of {@code /proc/net/udp} and {@code udp6}, a row
 * for each socket, found by its local address: several loops have a row each. Where there is no
 * such file, nothing is counted.
 *
 * <p>Threads: owned by the first event loop.
 */
final class KernelDrops {

  /** Opens one of the kernel's tables of sockets: {@code udp} or {@code udp6}. */
  @FunctionalInterface
  interface Tables {
    Reader open(String name) throws IOException;
  }

  private static final int LOCAL_ADDRESS_COLUMN = 1;

  private final Tables tables;
  private final InetSocketAddress address;
  private final String advice;
  private final Telemetry telemetry;
  private final LimitedLog log;
  private long seen;

  /**
   * @param advice what the user can do against drops
   */
  KernelDrops(
      Tables tables,
      InetSocketAddress address,
      String advice,
      Telemetry telemetry,
      LimitedLog log) {
    this.tables = tables;
    this.address = address;
    this.advice = advice;
    this.telemetry = telemetry;
    this.log = log;
  }

  /** The tables of this machine. */
  static Tables ofThisMachine() {
    return name -> Files.newBufferedReader(Path.of("/proc/net", name));
  }

  /** Adds what was dropped since the last time. */
  void count() {
    String table = address.getAddress() instanceof Inet6Address ? "udp6" : "udp";
    try (BufferedReader rows = new BufferedReader(tables.open(table))) {
      long total = total(rows);
      if (total > seen) {
        report(total - seen);
        seen = total;
      }
    } catch (NoSuchFileException notLinux) {
      // Nothing to count and nothing to say: other systems do not tell.
    } catch (IOException | NumberFormatException failure) {
      log.warn(
          "kernel drops", () -> "Datagrams that the kernel dropped are not counted: " + failure);
    }
  }

  private void report(long growth) {
    telemetry.add(SelfMetric.DATAGRAMS_DROPPED_KERNEL, growth);
    log.warn(
        "dropped by the kernel",
        () ->
            "The kernel dropped %d datagrams to %s. %s"
                .formatted(growth, UdpReceiver.url(address), advice));
  }

  private long total(BufferedReader rows) throws IOException {
    String local = hex(address);
    long total = 0;
    for (String row = rows.readLine(); row != null; row = rows.readLine()) {
      String[] columns = row.strip().split("\\s+", -1);
      if (columns.length > LOCAL_ADDRESS_COLUMN && columns[LOCAL_ADDRESS_COLUMN].equals(local)) {
        total += Long.parseLong(columns[columns.length - 1]);
      }
    }
    return total;
  }

  /** As the kernel prints it: words of 4 bytes in the machine's order, so 0100007F:1FBD on a PC. */
  private static String hex(InetSocketAddress address) {
    ByteBuffer bytes =
        ByteBuffer.wrap(address.getAddress().getAddress()).order(ByteOrder.nativeOrder());
    StringBuilder text = new StringBuilder();
    while (bytes.hasRemaining()) {
      text.append(String.format(Locale.ROOT, "%08X", bytes.getInt()));
    }
    return text.append(String.format(Locale.ROOT, ":%04X", address.getPort())).toString();
  }
}
