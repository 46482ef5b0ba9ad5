package io.tagalong.sidecar.listen;

import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.Future;

/**
 * A UDP socket that hands each datagram to the handler inside the read itself.
 *
 * <p>Netty's own datagram channel makes a packet, an address and a trip through the pipeline for
 * each datagram, which costs a quarter of the throughput and all of the garbage. This one reads
 * into one direct buffer, copies into one array (the parser is faster on an array), and allocates
 * nothing; the JDK makes an address only when the sender changes.
 *
 * <p>Both buffers hold the largest payload that UDP can carry, so a datagram is never cut.
 *
 * <p>Threads: all of it runs on the event loop. <em>Hot.</em>
 */
final class UdpReceiver extends ReceiveOnlyChannel implements Receiver {
  private static final int MAX_DATAGRAM_BYTES = 65_535;

  /** Datagrams per wake-up: enough to spread its cost, few enough to keep timers punctual. */
  private static final int MAX_DATAGRAMS_PER_TURN = 64;

  private final ByteBuffer received = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
  private final byte[] datagram = new byte[MAX_DATAGRAM_BYTES];
  private final InetSocketAddress address;
  private final GuardedHandler handler;
  private final GapMeter gaps;
  private final Telemetry telemetry;
  private final LimitedLog log;

  /**
   * @param socket bound already
   */
  UdpReceiver(
      DatagramChannel socket,
      GuardedHandler handler,
      GapMeter gaps,
      Telemetry telemetry,
      LimitedLog log) {
    super(null, socket, SelectionKey.OP_READ);
    this.address = (InetSocketAddress) socket.socket().getLocalSocketAddress();
    this.handler = handler;
    this.gaps = gaps;
    this.telemetry = telemetry;
    this.log = log;
  }

  @Override
  public String url() {
    return url(address);
  }

  static String url(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    boolean bracketed = address.getAddress() instanceof Inet6Address;
    return "udp://" + (bracketed ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  @Override
  public void drain() throws IOException {
    // Linux grants twice the size that it is asked for, and the JDK reports the half.
    long heldBytes = 2L * javaChannel().getOption(StandardSocketOptions.SO_RCVBUF);
    int length = receiveOne();
    // The system charges even an empty datagram to the buffer, so each counts at least one byte.
    for (long readBytes = 0; length >= 0 && readBytes <= heldBytes; length = receiveOne()) {
      readBytes += Math.max(1, length);
    }
  }

  @Override
  public void shut() {
    Future<?> unused = close();
  }

  @Override
  int readTurn() {
    gaps.turnBegins();
    int count = 0;
    try {
      while (count < MAX_DATAGRAMS_PER_TURN && receiveOne() >= 0) {
        count++;
      }
    } catch (IOException failure) {
      telemetry.add(SelfMetric.DATAGRAM_READ_ERRORS, 1);
      log.warn("read", () -> "Reading from " + url() + " failed, trying again: " + failure);
    }
    gaps.turnEnds(count == MAX_DATAGRAMS_PER_TURN);
    return count;
  }

  /** Receives and handles one datagram; its length, or -1 when there is none. */
  private int receiveOne() throws IOException {
    received.clear();
    SocketAddress sender = javaChannel().receive(received);
    if (sender == null) {
      return -1;
    }
    int length = received.position();
    received.get(0, datagram, 0, length);
    handler.handle(datagram, length, sender);
    return length;
  }

  @Override
  protected DatagramChannel javaChannel() {
    return (DatagramChannel) super.javaChannel();
  }

  @Override
  protected SocketAddress localAddress0() {
    return address;
  }
}
