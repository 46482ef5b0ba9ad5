package io.tagalong.it.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Stands where a sidecar's log intake would be, and keeps what the agent posts. */
public final class LogSink implements AutoCloseable {
  private static final String PATH = "/api/v2/logs";

  private final HttpServer server;

  /** Written by the server's thread, read by the test's. */
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  private LogSink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::take);
  }

  public static LogSink start() throws IOException {
    LogSink sink = new LogSink();
    sink.server.start();
    return sink;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(202, -1);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  /** Every body so far: an array of logs each. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** How often a text is in all bodies. */
  public int count(String text) {
    int count = 0;
    for (String body : bodies) {
      count += body.split(Pattern.quote(text), -1).length - 1;
    }
    return count;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
