package io.tagalong.sidecar.listen;

import io.netty.channel.EventLoop;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A Unix datagram socket, which the JDK does not have: Netty's native library reads it.
 *
 * <p>The event loop reads, as it does for every other socket; a {@link ReadinessWatch} only tells
 * it when. Nothing is queued between the two, so the kernel makes a client wait that sends faster
 * than the loop reads, and nothing is dropped on the way.
 *
 * <p>A read that fills the buffer was cut, or may have been: such a datagram is dropped whole,
 * since its last message could pass for a shorter one that is valid.
 *
 * <p>Threads: the event loop reads and closes; the thread that binds hands over by starting the
 * watch. <em>Hot.</em>
 */
final class UnixDatagramReceiver implements Receiver {
  /** One more than a datagram may have. */
  private static final int BUFFER_BYTES = 65_536;

  private static final int MAX_DATAGRAMS_PER_TURN = 64;

  /** The kernel's queue is counted in datagrams, {@code net.unix.max_dgram_qlen}: 10, often 512. */
  private static final int MAX_DRAINED_DATAGRAMS = 65_536;

  private final Socket socket;
  private final UnixDomainSocketAddress address;
  private final SocketFile file;
  private final GuardedHandler handler;
  private final Telemetry telemetry;
  private final LimitedLog log;
  private final ReadinessWatch watch;
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final byte[] datagram = new byte[BUFFER_BYTES];

  private UnixDatagramReceiver(
      Socket socket,
      Path path,
      SocketFile file,
      EventLoop loop,
      GuardedHandler handler,
      Telemetry telemetry,
      LimitedLog log) {
    this.socket = socket;
    this.address = UnixDomainSocketAddress.of(path);
    this.file = file;
    this.handler = handler;
    this.telemetry = telemetry;
    this.log = log;
    this.watch = new ReadinessWatch(socket, loop, this::readTurn);
  }

  /**
   * Binds the socket and starts to receive on the loop.
   *
   * @throws BindFailedException also where the native library is missing
   */
  static UnixDatagramReceiver bind(
      Path path, EventLoop loop, GuardedHandler handler, Telemetry telemetry, LimitedLog log)
      throws BindFailedException {
    ReadinessWatch.ensureAvailable(path);
    SocketFile.makeFree(path);
    try {
      Socket socket = Socket.newSocketDomainDgram();
      try {
        socket.bind(new DomainSocketAddress(path.toString()));
        UnixDatagramReceiver receiver =
            new UnixDatagramReceiver(
                socket, path, SocketFile.bound(path), loop, handler, telemetry, log);
        receiver.watch.start();
        return receiver;
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
    return "unixgram://" + address;
  }

  @Override
  public void detach() {
    watch.stop();
  }

  @Override
  public void drain() throws IOException {
    for (int count = 0; count < MAX_DRAINED_DATAGRAMS && receiveOne(); ) {
      count++;
    }
  }

  @Override
  public void shut() {
    try {
      file.remove();
      socket.close();
    } catch (IOException failure) {
      log.warn("close", () -> "Closing " + url() + " failed: " + failure);
    }
  }

  private void readTurn() {
    try {
      for (int count = 0; count < MAX_DATAGRAMS_PER_TURN && receiveOne(); ) {
        count++;
      }
    } catch (IOException failure) {
      telemetry.add(SelfMetric.DATAGRAM_READ_ERRORS, 1);
      log.warn("read", () -> "Reading from " + url() + " failed, trying again: " + failure);
    }
  }

  /** Receives and handles one datagram, or says that there is none. */
  private boolean receiveOne() throws IOException {
    int result = socket.recv(received, 0, BUFFER_BYTES);
    if (result == 0) {
      return false; // Netty's sign for "would block"; -1 is its sign for an empty datagram.
    }
    int length = Math.max(0, result);
    if (length == BUFFER_BYTES) {
      telemetry.add(SelfMetric.DATAGRAMS_DROPPED_TRUNCATED, 1);
      log.warn(
          "truncated",
          () ->
              "Dropped a datagram to %s: it has more than %d bytes. Lower the client's packet size"
                  .formatted(url(), BUFFER_BYTES - 1));
      return true;
    }
    received.get(0, datagram, 0, length);
    handler.handle(datagram, length, address);
    return true;
  }
}
