package io.tagalong.benchmarks.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.zip.InflaterInputStream;

/**
 * An intake that takes everything and only counts, for loads of so many contexts that the emulator,
 * which holds them all, would cost more than the server under test.
 *
 * <p>Threads: requests are handled by the HTTP server's one thread; the figures are read by the
 * runner's, under this object's monitor.
 */
final class CountingIntake implements AutoCloseable {
  private static final int ACCEPTED = 202;

  private final HttpServer server;
  private long bytes;
  private long items;
  private long lastArrivalMillis;

  CountingIntake() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Bytes of all bodies before compression. */
  synchronized long bytes() {
    return bytes;
  }

  /** Series and sketches in all bodies. */
  synchronized long items() {
    return items;
  }

  /** When the last body had been read, in Unix time. */
  synchronized long lastArrivalMillis() {
    return lastArrivalMillis;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      InputStream content = exchange.getRequestBody();
      boolean deflated =
          "deflate".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      byte[] body = (deflated ? new InflaterInputStream(content) : content).readAllBytes();
      synchronized (this) {
        bytes += body.length;
        items += items(body);
        lastArrivalMillis = System.currentTimeMillis();
      }
      exchange.sendResponseHeaders(ACCEPTED, -1);
    }
  }

  /** How many fields a protobuf message has whose values are all length-delimited. */
  static long items(byte[] body) throws IOException {
    long items = 0;
    InputStream in = new ByteArrayInputStream(body);
    while (in.read() >= 0) {
      long length = 0;
      int shift = 0;
      int next;
      do {
        next = in.read();
        length |= (long) (next & 0x7F) << shift;
        shift += 7;
      } while (next > 0x7F);
      in.skipNBytes(length);
      items++;
    }
    return items;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
