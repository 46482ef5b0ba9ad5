package io.tagalong.sidecar.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.nio.AbstractNioMessageChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Netty channel reduced to what a receiver needs: a turn on the event loop whenever the socket
 * has something.
 *
 * <p>Netty's own channels make a buffer and a trip through the pipeline for whatever they read.
 * Here the subclass reads into buffers of its own and handles what it read inside the read itself.
 * The pipeline stays empty.
 *
 * <p>Threads: all of it runs on the event loop.
 */
abstract class ReceiveOnlyChannel extends AbstractNioMessageChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);

  private final ChannelConfig config = new DefaultChannelConfig(this);

  /**
   * @param socket bound or connected already
   * @param readyOperation of {@link java.nio.channels.SelectionKey}
   */
  ReceiveOnlyChannel(@Nullable Channel parent, SelectableChannel socket, int readyOperation) {
    super(parent, socket, readyOperation);
  }

  /** Reads and handles one turn's worth; how much that was, or -1 to have the channel closed. */
  abstract int readTurn();

  @Override
  protected final int doReadMessages(List<Object> messages) {
    return readTurn();
  }

  @Override
  public final ChannelConfig config() {
    return config;
  }

  @Override
  public final ChannelMetadata metadata() {
    return METADATA;
  }

  @Override
  public final boolean isActive() {
    return javaChannel().isOpen();
  }

  @Override
  protected @Nullable SocketAddress localAddress0() {
    return null;
  }

  @Override
  protected final @Nullable SocketAddress remoteAddress0() {
    return null;
  }

  @Override
  protected void doClose() throws IOException {
    javaChannel().close();
  }

  @Override
  protected final void doBind(SocketAddress address) {
    throw new UnsupportedOperationException("the socket is bound before the channel exists");
  }

  @Override
  protected final boolean doConnect(SocketAddress remote, SocketAddress local) {
    throw new UnsupportedOperationException("receives only");
  }

  @Override
  protected final void doFinishConnect() {
    throw new UnsupportedOperationException("receives only");
  }

  @Override
  protected final void doDisconnect() throws IOException {
    doClose();
  }

  @Override
  protected final boolean doWriteMessage(Object message, ChannelOutboundBuffer buffer) {
    throw new UnsupportedOperationException("receives only");
  }
}
