package io.tagalong.intake.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A small HTTP/1.1 server: keep-alive, chunked bodies, 100-continue, and no more. */
public final class HttpServer implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Transport transport;
  private final Clock clock;
  private final Handler handler;
  private final Function<String, Answer> onMalformed;
  private final ConnectionServer connections;

  /**
   * Binds and starts.
   *
   * @param clock gives the Date header of answers
   * @param onMalformed answers what is no request of HTTP/1, given what is wrong with it
   * @throws IOException if the address cannot be listened on
   */
  public HttpServer(
      InetSocketAddress address,
      Transport transport,
      Clock clock,
      Handler handler,
      Function<String, Answer> onMalformed)
      throws IOException {
    this.transport = transport;
    this.clock = clock;
    this.handler = handler;
    this.onMalformed = onMalformed;
    this.connections = ConnectionServer.start(address, "tagalong-intake", this::serve);
  }

  /** The address that is listened on, with the port that port 0 became. */
  public InetSocketAddress address() {
    return connections.address();
  }

  /** Stops listening and drops open connections. */
  @Override
  public void close() {
    connections.close();
  }

  private void serve(Socket plain, CountDownLatch stopped) throws IOException {
    try (Socket socket = transport.wrap(plain)) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
      HeadReader heads = new HeadReader(in);
      boolean goesOn = true;
      while (goesOn) {
        goesOn = serveNext(heads, in, socket, stopped);
      }
    }
  }

  /** Returns whether another request may follow. */
  private boolean serveNext(HeadReader heads, InputStream in, Socket socket, CountDownLatch stopped)
      throws IOException {
    try {
      Optional<RequestHead> head = heads.next();
      if (head.isEmpty()) {
        return false;
      }
      BodyStream body = BodyStream.of(head.get().headers(), in);
      Exchange exchange = new Exchange(head.get(), body, socket, clock, stopped);
      handler.handle(exchange);
      return exchange.keepsAlive();
    } catch (ProtocolException notHttp) {
      onMalformed.apply(String.valueOf(notHttp.getMessage())).writeTo(socket, clock);
      return false;
    }
  }
}
