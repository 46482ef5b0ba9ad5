package io.tagalong.intake.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One request and the ways to end it, decent and indecent. Used by the thread of its connection
 * only.
 */
public final class Exchange {
  /** How much of a refused body is read to its end, so that the client gets to see the answer. */
  private static final long MAX_DRAINED_BYTES = 64L << 20;

  private final RequestHead head;
  private final BodyStream body;
  private final Socket socket;
  private final OutputStream out;
  private final Clock clock;
  private final CountDownLatch stopped;
  private boolean clientWaits;
  private boolean keepAlive;

  /**
   * @param clock gives the Date header
   * @param stopped opens when the server stops, and ends every pause
   */
  Exchange(RequestHead head, BodyStream body, Socket socket, Clock clock, CountDownLatch stopped)
      throws IOException {
    this.head = head;
    this.body = body;
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.clock = clock;
    this.stopped = stopped;
    this.clientWaits = head.headers().say("Expect", "100-continue");
  }

  public RequestHead head() {
    return head;
  }

  /** The body; a client that waits to be asked for it is asked now. */
  public InputStream body() throws IOException {
    if (clientWaits) {
      clientWaits = false;
      out.write(HeadReader.bytes("HTTP/1.1 100 \r\n\r\n"));
      out.flush();
    }
    return body;
  }

  /** Sends the whole answer. */
  public void answer(Answer answer) throws IOException {
    drain();
    answer.writeTo(socket, clock);
    keepAlive = !clientWaits && !head.headers().say("Connection", "close");
  }

  /** Sends the whole answer one byte at a time, with a pause after each. */
  public void answerSlowly(Answer answer, Duration pause) throws IOException {
    drain();
    for (byte[] part : new byte[][] {answer.head(clock), answer.body()}) {
      for (byte one : part) {
        out.write(one);
        out.flush();
        pause(pause);
      }
    }
  }

  /** Sends the head of the answer and closes the connection where the body would begin. */
  public void answerWithoutBody(Answer answer) throws IOException {
    drain();
    out.write(answer.head(clock));
    out.flush();
  }

  /** Reads half of the body that the headers announce, then resets the connection. */
  public void resetInsideBody() throws IOException {
    long half =
        Math.max(1, head.headers().first("Content-Length").map(Long::parseLong).orElse(2L) / 2);
    body().skipNBytes(half);
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Takes the whole request and never answers; returns when the client gives up. */
  public void hang() throws IOException {
    drain();
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** Waits so long, or until the server stops. */
  public void pause(Duration duration) throws IOException {
    try {
      if (stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the server stopped during a pause");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during a pause", e);
    }
  }

  /** True if the connection is fit for another request. */
  boolean keepsAlive() {
    return keepAlive;
  }

  private void drain() {
    if (clientWaits) {
      return;
    }
    byte[] buffer = new byte[8192];
    long drained = 0;
    try {
      int read = body.read(buffer);
      while (read >= 0 && drained < MAX_DRAINED_BYTES) {
        drained += read;
        read = body.read(buffer);
      }
    } catch (IOException cutOff) {
      // The rest of the body will never come, so the answer can go out now.
      return;
    }
  }
}
