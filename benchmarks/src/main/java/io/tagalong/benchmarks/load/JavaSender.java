package io.tagalong.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The sender for machines without a C compiler: same arguments and output as {@code sender.c}, but
 * UDP only, and one system call a datagram, so that it reaches a fraction of the rate.
 */
public final class JavaSender {
  private static final long SHORTEST_NAP_NANOS = 100_000;

  private JavaSender() {}

  public static void main(String[] args) throws IOException {
    if (args.length < 6 || !args[0].equals("udp")) {
      System.err.println("usage: JavaSender udp PORT RATE SECONDS COUNT FILE...");
      System.exit(2);
    }
    double rate = Double.parseDouble(args[2]);
    double seconds = Double.parseDouble(args[3]);
    long most = Long.parseLong(args[4]);
    int files = args.length - 5;
    InetSocketAddress to =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    try (DatagramChannel channel = DatagramChannel.open().connect(to)) {
      List<List<ByteBuffer>> payloads = new ArrayList<>();
      for (int i = 0; i < files; i++) {
        payloads.add(datagrams(Path.of(args[5 + i])));
      }
      long begin = System.nanoTime();
      long total = 0;
      for (int i = 0; i < files; i++) {
        long end = seconds > 0 ? begin + (long) (seconds * 1e9 * (i + 1) / files) : Long.MAX_VALUE;
        long sent = 0;
        while (System.nanoTime() < end && (most == 0 || total < most)) {
          List<ByteBuffer> payload = payloads.get(i);
          send(channel, payload.get((int) (sent % payload.size())));
          sent++;
          total++;
          awaitTurn(rate > 0 ? begin + (long) (total / rate * 1e9) : begin);
        }
        System.out.println("sent " + sent);
      }
    }
  }

  private static List<ByteBuffer> datagrams(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.capacity()).put(bytes.duplicate());
    List<ByteBuffer> datagrams = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int length = Short.toUnsignedInt(bytes.getShort());
      datagrams.add(direct.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
    }
    return datagrams;
  }

  private static void send(DatagramChannel channel, ByteBuffer datagram) throws IOException {
    try {
      channel.write(datagram.rewind());
    } catch (PortUnreachableException gone) {
      // The datagram counts as sent and lost; the sums at the intake will say so.
      System.err.println("nobody listens: " + gone.getMessage());
    }
  }

  private static void awaitTurn(long dueNanos) {
    for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
      if (left > SHORTEST_NAP_NANOS) {
        LockSupport.parkNanos(left / 2);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
