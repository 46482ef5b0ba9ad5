package io.tagalong.intake.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tagalong.intake.ledger.Ledger;
import io.tagalong.intake.store.MetricTable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The emulator's own API below /emulator/, for people and tests. It needs no key and is no part of
 * the intake: its requests are neither checked nor counted.
 */
final class QueryHandler implements HttpHandler {
  static final String ROOT = "/emulator";

  private final Ledger ledger;

  QueryHandler(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange).sendTo(exchange);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    return switch (exchange.getRequestMethod() + " " + path) {
      case "GET /emulator/health" -> Answer.json(200, Map.of("status", "ok"));
      case "GET /emulator/metrics" -> metrics(exchange.getRequestURI().getRawQuery());
      case "GET /emulator/violations" ->
          Answer.json(200, ledger.violations().stream().map(QueryJson::of).toList());
      case "GET /emulator/requests" ->
          Answer.json(200, ledger.requests().stream().map(QueryJson::of).toList());
      case "GET /emulator/table" -> Answer.text(MetricTable.of(ledger.metrics()));
      case "DELETE /emulator" -> {
        ledger.forget();
        yield Answer.json(200, Map.of("status", "forgotten"));
      }
      default ->
          Answer.errors(
              404,
              "there are GET /emulator/{health,metrics,violations,requests,table}"
                  + " and DELETE /emulator");
    };
  }

  private Answer metrics(@Nullable String rawQuery) throws IOException {
    try {
      MetricsQuery query = MetricsQuery.parse(rawQuery);
      return Answer.json(
          200, query.select(ledger.metrics()).all().stream().map(QueryJson::of).toList());
    } catch (IllegalArgumentException e) {
      return Answer.errors(400, String.valueOf(e.getMessage()));
    }
  }
}
