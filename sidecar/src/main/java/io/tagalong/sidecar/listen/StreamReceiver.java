package io.tagalong.sidecar.listen;

import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A Unix stream socket: accepts up to {@value #MAX_CONNECTIONS} connections, whose bytes are cut
 * into frames.
 *
 * <p>The kernel makes a client wait that writes faster than its connection is read, so nothing is
 * dropped on the way.
 *
 * <p>Threads: all of it runs on the event loop.
 */
final class StreamReceiver extends ReceiveOnlyChannel implements Receiver {
  static final int MAX_CONNECTIONS = 128;
  static final Duration FRAME_TIMEOUT = Duration.ofSeconds(30);

  private static final int READ_BYTES = 64 << 10;
  private static final long PAUSE_AFTER_FAILURE_SECONDS = 1;

  private final UnixDomainSocketAddress address;
  private final SocketFile file;
  private final Duration frameTimeout;
  private final GuardedHandler handler;
  private final Telemetry telemetry;
  private final LimitedLog log;
  private final ByteBuffer received = ByteBuffer.allocateDirect(READ_BYTES);
  private final Set<StreamConnection> connections = new LinkedHashSet<>();

  private StreamReceiver(
      ServerSocketChannel socket,
      UnixDomainSocketAddress address,
      SocketFile file,
      Duration frameTimeout,
      GuardedHandler handler,
      Telemetry telemetry,
      LimitedLog log) {
    super(null, socket, SelectionKey.OP_ACCEPT);
    this.address = address;
    this.file = file;
    this.frameTimeout = frameTimeout;
    this.handler = handler;
    this.telemetry = telemetry;
    this.log = log;
  }

  static StreamReceiver bind(
      Path path, Duration frameTimeout, GuardedHandler handler, Telemetry telemetry, LimitedLog log)
      throws BindFailedException {
    SocketFile.makeFree(path);
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    try {
      ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        socket.bind(address, MAX_CONNECTIONS);
        SocketFile file = SocketFile.bound(path);
        return new StreamReceiver(socket, address, file, frameTimeout, handler, telemetry, log);
      } catch (IOException failure) {
        socket.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw SocketFile.notBound(path, failure);
    }
  }

  @Override
  public String url() {
    return "unix://" + address;
  }

  @Override
  public void drain() {
    // Clients that connect without end would keep this from ending.
    for (int accepted = 0; accepted <= 2 * MAX_CONNECTIONS; ) {
      int more = readTurn();
      if (more == 0) {
        break;
      }
      accepted += more;
    }
    connections.forEach(StreamConnection::drain);
  }

  @Override
  public void shut() {
    // A copy, since each removes itself.
    List.copyOf(connections).forEach(StreamConnection::shut);
    Future<?> unused = close();
  }

  @Override
  int readTurn() {
    int accepted = 0;
    try {
      SocketChannel client = javaChannel().accept();
      while (client != null) {
        admit(client);
        accepted++;
        client = accepted < MAX_CONNECTIONS ? javaChannel().accept() : null;
      }
    } catch (IOException failure) {
      telemetry.add(SelfMetric.CONNECTION_FAILURES, 1);
      log.warn(
          "accept",
          () -> "Accepting a connection to " + url() + " failed, trying again: " + failure);
      pause();
    }
    return accepted;
  }

  private void admit(SocketChannel client) throws IOException {
    if (connections.size() == MAX_CONNECTIONS) {
      telemetry.add(SelfMetric.CONNECTIONS_REJECTED_LIMIT, 1);
      log.warn(
          "connection limit",
          () ->
              "Refused a connection to %s: there are %d already. Let clients keep one connection"
                      .formatted(url(), MAX_CONNECTIONS)
                  + " open and share it.");
      client.close();
      return;
    }
    telemetry.add(SelfMetric.CONNECTIONS, 1);
    FrameCutter cutter = new FrameCutter(handler, address);
    StreamConnection connection =
        new StreamConnection(this, client, received, cutter, frameTimeout, telemetry, log);
    connections.add(connection);
    connection.closeFuture().addListener(closed -> connections.remove(connection));
    Future<?> unused = eventLoop().register(connection);
  }

  /**
   * What fails is mostly that there are too many open files, which trying at once does not cure.
   */
  private void pause() {
    config().setAutoRead(false);
    Future<?> unused =
        eventLoop()
            .schedule(
                () -> config().setAutoRead(true), PAUSE_AFTER_FAILURE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected void doClose() throws IOException {
    file.remove();
    super.doClose();
  }

  @Override
  protected ServerSocketChannel javaChannel() {
    return (ServerSocketChannel) super.javaChannel();
  }
}
