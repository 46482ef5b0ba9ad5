package io.tagalong.sidecar.listen;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.nio.AbstractNioMessageChannel;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receive-only UDP channel that hands each datagram to the handler inside the read itself.
 *
 * <p>Netty's own datagram channel makes a packet, an address and a trip through the pipeline for
 * each datagram, which costs a quarter of the throughput and all of the garbage. This one reads
 * into one direct buffer, copies into one array (the parser is faster on an array), and allocates
 * nothing; the JDK makes an address only when the sender changes. The pipeline stays empty.
 *
 * <p>Both buffers hold the largest payload that UDP can carry, so a datagram is never cut.
 *
 * <p>Threads: all of it runs on the event loop. <em>Hot.</em>
 */
final class ReceivingChannel extends AbstractNioMessageChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);
  private static final int MAX_DATAGRAM_BYTES = 65_535;

  /** Datagrams per wake-up: enough to spread its cost, few enough to keep timers punctual. */
  private static final int MAX_DATAGRAMS_PER_READ = 64;

  private final ChannelConfig config = new DefaultChannelConfig(this);
  private final ByteBuffer received = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
  private final byte[] datagram = new byte[MAX_DATAGRAM_BYTES];
  private final DatagramHandler handler;
  private final Telemetry telemetry;
  private final LimitedLog log;

  /**
   * @param socket bound already
   */
  ReceivingChannel(
      DatagramChannel socket, DatagramHandler handler, Telemetry telemetry, LimitedLog log) {
    super(null, socket, SelectionKey.OP_READ);
    this.handler = handler;
    this.telemetry = telemetry;
    this.log = log;
  }

  /**
   * Handles all that had arrived when the call began.
   *
   * <p>It ends when the socket is empty, or, under senders that never pause, when more bytes were
   * read than the socket can hold: by then everything older is through.
   */
  void drain() throws IOException {
    // Linux grants twice the size that it is asked for, and the JDK reports the half.
    long heldBytes = 2L * javaChannel().getOption(StandardSocketOptions.SO_RCVBUF);
    int length = receiveOne();
    // The system charges even an empty datagram to the buffer, so each counts at least one byte.
    for (long readBytes = 0; length >= 0 && readBytes <= heldBytes; length = receiveOne()) {
      readBytes += Math.max(1, length);
    }
  }

  @Override
  protected int doReadMessages(List<Object> messages) {
    int count = 0;
    try {
      while (count < MAX_DATAGRAMS_PER_READ && receiveOne() >= 0) {
        count++;
      }
    } catch (IOException failure) {
      telemetry.add(SelfMetric.DATAGRAM_READ_ERRORS, 1);
      log.warn(
          "read", () -> "Reading from " + localAddress0() + " failed, trying again: " + failure);
    }
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
    telemetry.add(SelfMetric.DATAGRAMS, 1);
    handle(length, (InetSocketAddress) sender);
    return length;
  }

  /** Lets nothing out: Netty would close the channel. */
  private void handle(int length, InetSocketAddress sender) {
    try {
      handler.datagram(datagram, length, sender);
    } catch (Throwable failure) {
      telemetry.add(SelfMetric.DATAGRAM_FAILURES, 1);
      log.warn(
          "handler",
          () ->
              "A datagram of %d bytes from %s was lost to a defect in the sidecar, please report: %s"
                  .formatted(length, sender, failure));
    }
  }

  @Override
  protected DatagramChannel javaChannel() {
    return (DatagramChannel) super.javaChannel();
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  @Override
  public boolean isActive() {
    return javaChannel().isOpen();
  }

  @Override
  protected @Nullable SocketAddress localAddress0() {
    return javaChannel().socket().getLocalSocketAddress();
  }

  @Override
  protected @Nullable SocketAddress remoteAddress0() {
    return null;
  }

  @Override
  protected void doClose() throws IOException {
    javaChannel().close();
  }

  @Override
  protected void doBind(SocketAddress address) {
    throw new UnsupportedOperationException("the socket is bound before the channel exists");
  }

  @Override
  protected boolean doConnect(SocketAddress remote, SocketAddress local) {
    throw new UnsupportedOperationException("receives only");
  }

  @Override
  protected void doFinishConnect() {
    throw new UnsupportedOperationException("receives only");
  }

  @Override
  protected void doDisconnect() throws IOException {
    doClose();
  }

  @Override
  protected boolean doWriteMessage(Object message, ChannelOutboundBuffer buffer) {
    throw new UnsupportedOperationException("receives only");
  }
}
