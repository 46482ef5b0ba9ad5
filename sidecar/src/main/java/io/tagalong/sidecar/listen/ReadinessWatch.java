package io.tagalong.sidecar.listen;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.nio.file.Path;

/**
 * Watches a native socket on a thread of its own, {@code tagalong-unix-0}, and gives the event loop
 * a turn whenever there is something to read.
 *
 * <p>The event loop waits in the JDK's selector, which cannot watch a socket that is not the JDK's.
 * This thread waits in epoll instead. It then waits for the turn to end before it looks again, so
 * there is at most one turn under way, and the loop has time for its other sockets and timers
 * between two of them.
 *
 * <p>Threads: started and stopped by whoever binds and closes the listener.
 */
final class ReadinessWatch implements EpollIoHandle {
  private final FileDescriptor socket;
  private final EventLoop loop;
  private final Runnable turn;
  private final LoopThread thread = new LoopThread("tagalong-unix-0", EpollIoHandler.newFactory());

  /**
   * @param turn reads what is there, on the loop
   */
  ReadinessWatch(FileDescriptor socket, EventLoop loop, Runnable turn) {
    this.socket = socket;
    this.loop = loop;
    this.turn = turn;
  }

  /** Loads the native library, or says why the socket file cannot be had. */
  static void ensureAvailable(Path path) throws BindFailedException {
    if (!Epoll.isAvailable()) {
      Throwable cause = Epoll.unavailabilityCause();
      throw new BindFailedException(
          "Cannot listen on "
              + path
              + ": Unix datagram sockets need the native library that this program carries for"
              + " Linux on x86-64 and aarch64, and it could not be loaded ("
              + cause
              + "). It is unpacked to the temporary folder first: with a read-only file system,"
              + " name a writable one with -Djava.io.tmpdir. Elsewhere, use UDP or a stream"
              + " socket.",
          new IllegalStateException(cause));
    }
  }

  void start() {
    IoRegistration registration = thread.loop().register(this).syncUninterruptibly().getNow();
    registration.submit(EpollIoOps.EPOLLIN);
  }

  /** Returns when the last turn has ended; the socket is left open. */
  void stop() {
    thread.stop();
  }

  @Override
  public void handle(IoRegistration registration, IoEvent event) {
    loop.submit(turn).syncUninterruptibly();
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  /** Nothing to do: the socket is the receiver's, who reads it empty and closes it. */
  @Override
  public void close() {}
}
