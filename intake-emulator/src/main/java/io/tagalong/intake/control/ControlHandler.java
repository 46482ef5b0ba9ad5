package io.tagalong.intake.control;

import io.tagalong.intake.json.StrictJson;
import io.tagalong.intake.ledger.Held;
import io.tagalong.intake.ledger.Ledger;
import io.tagalong.intake.net.Answer;
import io.tagalong.intake.net.Exchange;
import io.tagalong.intake.net.Handler;
import io.tagalong.intake.net.RequestHead;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.store.MetricTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The emulator's own API below /emulator, for people and tests. It needs no key and is no part of
 * the intake: its requests are neither checked nor counted, and no fault meets them.
 */
public final class ControlHandler implements Handler {
  private static final String ROOT = "/emulator";

  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final double DEFAULT_WAIT_SECONDS = 10;
  private static final double MAX_WAIT_SECONDS = 60;

  private final Ledger ledger;
  private final Levers levers;

  public ControlHandler(Ledger ledger, Levers levers) {
    this.ledger = ledger;
    this.levers = levers;
  }

  /** True if a path belongs to this API. */
  public static boolean owns(String path) {
    return path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    exchange.answer(answer(exchange));
  }

  private Answer answer(Exchange exchange) throws IOException {
    RequestHead head = exchange.head();
    try {
      Optional<Kind> kind =
          head.method().equals("GET") && head.path().startsWith(ROOT + "/")
              ? Kind.named(head.path().substring(ROOT.length() + 1))
              : Optional.empty();
      return kind.isPresent() ? list(kind.get(), head) : other(exchange);
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()));
    } catch (Refusal e) {
      return error(400, e.detail());
    }
  }

  private Answer other(Exchange exchange) throws IOException, Refusal {
    RequestHead head = exchange.head();
    return switch (head.method() + " " + head.path()) {
      case "GET /emulator/health" -> ok();
      case "GET /emulator/table" ->
          Answer.of(200, "text/plain; charset=utf-8", MetricTable.of(ledger.metrics()));
      case "GET /emulator/await" -> await(Parameters.parse(head.query()));
      case "POST /emulator/faults" -> {
        levers.addFaults(new String(body(exchange), StandardCharsets.UTF_8));
        yield ok();
      }
      case "DELETE /emulator/faults" -> {
        levers.clearFaults();
        yield ok();
      }
      case "PUT /emulator/clock" -> {
        levers.setClock(StrictJson.object(body(exchange)));
        yield ok();
      }
      case "DELETE /emulator/clock" -> {
        levers.resetClock();
        yield ok();
      }
      case "PUT /emulator/keys" -> {
        levers.setKeys(StrictJson.object(body(exchange)));
        yield ok();
      }
      case "DELETE /emulator" -> {
        ledger.forget();
        yield json(200, Map.of("status", "forgotten"));
      }
      default ->
          error(
              404,
              "there are GET /emulator/{health,table,await,metrics,events,checks,logs,dashboards,"
                  + "requests,violations}, POST and DELETE /emulator/faults, PUT and DELETE"
                  + " /emulator/clock, PUT /emulator/keys, DELETE /emulator");
    };
  }

  private Answer list(Kind kind, RequestHead head) {
    Parameters filters = Parameters.parse(head.query()).only(kind.filters());
    return json(200, new Query(kind, filters).select(ledger.held()));
  }

  /**
   * Answers 200 as soon as there is enough, or 408 when the time is up; both with what there is.
   */
  private Answer await(Parameters parameters) {
    String name = parameters.value("kind").orElse("metrics");
    Kind kind =
        Kind.named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "kind must be one of %s, not '%s'".formatted(Kind.ids(), name)));
    Set<String> known = new HashSet<>(kind.filters());
    known.addAll(Set.of("kind", "at_least", "timeout_seconds"));
    Query query = new Query(kind, parameters.only(known));
    double atLeast = parameters.number("at_least", 1);
    double seconds = parameters.number("timeout_seconds", DEFAULT_WAIT_SECONDS);
    if (!(seconds >= 0 && seconds <= MAX_WAIT_SECONDS)) {
      throw new IllegalArgumentException(
          "timeout_seconds must be from 0 to %s".formatted(MAX_WAIT_SECONDS));
    }
    boolean met = wait(query, atLeast, Duration.ofMillis((long) (seconds * 1000)));
    return json(met ? 200 : 408, query.select(ledger.held()));
  }

  private boolean wait(Query query, double atLeast, Duration atMost) {
    try {
      return ledger.await(
          (Held held) -> query.kind().amount(query.select(held)) >= atLeast, atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static byte[] body(Exchange exchange) throws IOException {
    byte[] body = exchange.body().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("a body has at most " + MAX_BODY_BYTES + " bytes");
    }
    return body;
  }

  private static Answer ok() {
    return json(200, Map.of("status", "ok"));
  }

  private static Answer error(int status, String message) {
    return json(status, Map.of("errors", List.of(message)));
  }

  private static Answer json(int status, Object value) {
    return Answer.of(status, "application/json", StrictJson.write(value));
  }
}
