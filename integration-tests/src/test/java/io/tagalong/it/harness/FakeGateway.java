package io.tagalong.it.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for Future AGI's gateway on loopback: speaks the protocols of OpenAI and Anthropic,
 * plain and as server-sent events, with the gateway's headers.
 *
 * <p>The model that is asked for decides what happens: {@code error-429} is an error of that
 * status, {@code cached} an answer from the cache, {@code guarded} one that a guardrail has
 * touched, and everything else is answered by {@code <model>-2024-08-06}.
 */
public final class FakeGateway implements AutoCloseable {
  /** Tokens of every prompt. */
  public static final int INPUT_TOKENS = 12;

  /** Tokens of every completion; an embedding has none. */
  public static final int OUTPUT_TOKENS = 5;

  /** What every plain answer costs, as its header says; a stream's header says nothing. */
  public static final double COST = 0.000125;

  /** Never to be found in anything that leaves the agent. */
  public static final String COMPLETION = "completion-that-stays-here";

  private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");
  private static final String ERROR = "error-";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String prefix;

  /** Written by the server's threads, read by the test's. */
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

  /** Counted up by the server's threads. */
  private final AtomicInteger lastId = new AtomicInteger();

  private FakeGateway(String prefix) throws IOException {
    this.prefix = prefix;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/v1/chat/completions", exchange -> answer(exchange, GatewayProtocol.CHAT));
    server.createContext("/v1/responses", exchange -> answer(exchange, GatewayProtocol.RESPONSES));
    server.createContext(
        "/v1/embeddings", exchange -> answer(exchange, GatewayProtocol.EMBEDDINGS));
    server.createContext(
        "/v1/completions", exchange -> answer(exchange, GatewayProtocol.COMPLETIONS));
    server.createContext("/v1/messages", exchange -> answer(exchange, GatewayProtocol.MESSAGES));
  }

  /**
   * Starts a gateway.
   *
   * @param prefix of its headers: {@code x-prism-} or {@code x-agentcc-}; empty for a server that
   *     is no gateway and has none
   */
  public static FakeGateway start(String prefix) throws IOException {
    FakeGateway gateway = new FakeGateway(prefix);
    gateway.server.start();
    return gateway;
  }

  /** Host and port. */
  public String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Its address without a path. */
  public String url() {
    return "http://" + authority();
  }

  /** Begins to count anew. */
  public void forget() {
    requests.clear();
    lastId.set(0);
  }

  /** How many HTTP requests came for each model that more than one came for. */
  public Map<String, Integer> retried() {
    Map<String, Integer> retried = requests();
    retried.values().removeIf(count -> count == 1);
    return retried;
  }

  /** How many HTTP requests came for each model: an SDK's own attempts count here, each. */
  public Map<String, Integer> requests() {
    Map<String, Integer> counted = new TreeMap<>();
    requests.forEach((model, count) -> counted.put(model, count.get()));
    return counted;
  }

  private void answer(HttpExchange exchange, GatewayProtocol protocol) throws IOException {
    try (exchange) {
      String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = MODEL.matcher(request);
      String model = matcher.find() ? matcher.group(1) : "none";
      requests.computeIfAbsent(model, name -> new AtomicInteger()).incrementAndGet();
      header(exchange, "request-id", "request-" + lastId.incrementAndGet());
      if (model.startsWith(ERROR)) {
        fail(exchange, Integer.parseInt(model.substring(ERROR.length())));
        return;
      }
      String resolved = model + "-2024-08-06";
      succeed(exchange, protocol, resolved);
      if (STREAM.matcher(request).find()) {
        stream(exchange, protocol.events(resolved));
      } else {
        header(exchange, "cost", model.equals("cached") ? "0" : "0.000125");
        send(exchange, 200, protocol.body(resolved));
      }
    }
  }

  private void succeed(HttpExchange exchange, GatewayProtocol protocol, String model) {
    header(exchange, "provider", protocol == GatewayProtocol.MESSAGES ? "anthropic" : "openai");
    header(exchange, "model-used", model);
    header(exchange, "latency-ms", "7");
    header(exchange, "cache", model.startsWith("cached") ? "hit_exact" : "miss");
    header(exchange, "routing-strategy", "round_robin");
    if (model.startsWith("guarded")) {
      header(exchange, "guardrail-triggered", "true");
    }
  }

  private void header(HttpExchange exchange, String name, String value) {
    if (!prefix.isEmpty()) {
      exchange.getResponseHeaders().set(prefix + name, value);
    }
  }

  /** Answers as the gateway does: with a message that repeats what it was asked. */
  private static void fail(HttpExchange exchange, int status) throws IOException {
    String type = status == 403 ? "guardrail_error" : "gateway_error";
    String code = status == 403 ? "content_blocked" : "code_" + status;
    send(
        exchange,
        status,
        """
        {"type":"error","error":{"message":"not answered: %s","type":"%s","param":null,"code":"%s"}}
        """
            .formatted(COMPLETION, type, code));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    // SDKs would wait between their attempts otherwise.
    exchange.getResponseHeaders().set("retry-after-ms", "1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void stream(HttpExchange exchange, List<String> events) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (String event : events) {
        out.write((event + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
