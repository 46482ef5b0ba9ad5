package io.tagalong.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/** Stands for the services that the shop calls: nothing leaves the machine. */
final class OutsideWorld implements AutoCloseable {
  /** What each answer of the language model takes, and costs in dollars. */
  static final int INPUT_TOKENS = 12;

  static final int OUTPUT_TOKENS = 4;
  static final int COST = 1;

  private static final String ACCEPTED = "{\"dispatch_id\": \"demo\", \"message\": \"success\"}";

  /** As Prism Gateway answers, with the headers from which the agent knows it. */
  private static final String COMPLETION =
      """
      {"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "gpt-4o",
       "choices": [{"index": 0, "finish_reason": "stop",
         "message": {"role": "assistant", "content": "On its way."}}],
       "usage": {"prompt_tokens": %d, "completion_tokens": %d, "total_tokens": %d}}
      """
          .formatted(INPUT_TOKENS, OUTPUT_TOKENS, INPUT_TOKENS + OUTPUT_TOKENS);

  private static final Map<String, String> GATEWAY_HEADERS =
      Map.of(
          "x-prism-request-id", "demo",
          "x-prism-provider", "openai",
          "x-prism-model-used", "gpt-4o",
          "x-prism-cache", "miss",
          "x-prism-cost", COST + ".000000");

  private final HttpServer server;

  private OutsideWorld(HttpServer server) {
    this.server = server;
  }

  static OutsideWorld start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/campaigns/trigger/send", exchange -> answer(exchange, 201, ACCEPTED));
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          GATEWAY_HEADERS.forEach(exchange.getResponseHeaders()::set);
          answer(exchange, 200, COMPLETION);
        });
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
