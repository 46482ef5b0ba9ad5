package io.tagalong.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Stands for the services that the shop calls: nothing leaves the machine. */
final class OutsideWorld implements AutoCloseable {
  private static final String ACCEPTED = "{\"dispatch_id\": \"demo\", \"message\": \"success\"}";

  private final HttpServer server;

  private OutsideWorld(HttpServer server) {
    this.server = server;
  }

  static OutsideWorld start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/campaigns/trigger/send", exchange -> answer(exchange, 201, ACCEPTED));
    server.start();
    return new OutsideWorld(server);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
