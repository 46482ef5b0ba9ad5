package io.tagalong.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The kernel's view of the UDP sockets at one port, of either family: a row each in {@code
 * /proc/net/udp} and {@code udp6}, added up.
 *
 * @param queuedBytes what waits to be read
 * @param dropped datagrams lost because the buffer was full, since the socket was opened
 */
public record UdpSocket(long queuedBytes, long dropped) {
  private static final int LOCAL_ADDRESS = 1;
  private static final int QUEUES = 4;

  /** Reads both tables now. */
  public static UdpSocket at(int port) {
    try (Stream<String> v4 = Files.lines(Path.of("/proc/net/udp"));
        Stream<String> v6 = Files.lines(Path.of("/proc/net/udp6"))) {
      return of(Stream.concat(v4, v6).toList(), port);
    } catch (IOException e) {
      throw new UncheckedIOException("the benchmark needs Linux and its /proc/net/udp", e);
    }
  }

  static UdpSocket of(List<String> rows, int port) {
    String ending = String.format(Locale.ROOT, ":%04X", port);
    long queued = 0;
    long dropped = 0;
    for (String row : rows) {
      String[] columns = row.strip().split("\\s+", -1);
      if (columns.length > QUEUES && columns[LOCAL_ADDRESS].endsWith(ending)) {
        queued += Long.parseLong(columns[QUEUES].split(":", 2)[1], 16);
        dropped += Long.parseLong(columns[columns.length - 1]);
      }
    }
    return new UdpSocket(queued, dropped);
  }
}
