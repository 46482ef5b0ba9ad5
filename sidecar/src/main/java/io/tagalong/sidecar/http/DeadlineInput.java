package io.tagalong.sidecar.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * What a client sends, until a deadline for all of it together: a time limit for each read alone
 * would let a client that sends a byte now and then hold its connection for ever.
 *
 * <p>Threads: the connection's.
 */
final class DeadlineInput extends InputStream {
  private final Socket socket;
  private final InputStream in;
  private final long endNanos;

  /**
   * @param endNanos as {@link System#nanoTime} counts
   */
  DeadlineInput(Socket socket, long endNanos) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.endNanos = endNanos;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Reads what is there. A {@link SocketTimeoutException} says that the time is over. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
    if (leftMillis <= 0) {
      throw new SocketTimeoutException("the time for the whole request is over");
    }
    socket.setSoTimeout((int) leftMillis);
    return in.read(bytes, offset, length);
  }
}
