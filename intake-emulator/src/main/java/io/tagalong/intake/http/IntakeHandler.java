package io.tagalong.intake.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tagalong.intake.ledger.Ledger;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.wire.PayloadDecoder;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a request to the intake through its stations: route, method, key and headers, body, decoded
 * payload, ledger. A station that refuses ends the request with the real service's answer.
 *
 * <p>Violations and counts are in the ledger before the answer leaves, so a client that has its
 * answer can rely on them.
 */
final class IntakeHandler implements HttpHandler {
  /** Documented at the v2 series endpoint (Datadog API v2). */
  private final BodyReader seriesBodies = new BodyReader(512_000, 5_242_880);

  /** The Agent's serializer_max_payload_size and serializer_max_uncompressed_payload_size. */
  private final BodyReader sketchBodies = new BodyReader(2_621_440, 4_194_304);

  private final PayloadDecoder decoder = new PayloadDecoder();
  private final EnvelopeCheck envelope;
  private final Ledger ledger;

  IntakeHandler(AcceptedKeys keys, Ledger ledger) {
    this.envelope = new EnvelopeCheck(keys);
    this.ledger = ledger;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<IntakeRoute> route = IntakeRoute.at(exchange.getRequestURI().getPath());
      String label = route.map(IntakeRoute::path).orElse(IntakeRoute.UNKNOWN);
      Answer answer = answer(route, exchange, ledger.open(label));
      ledger.answered(label, answer.status());
      answer.sendTo(exchange);
    }
  }

  private Answer answer(Optional<IntakeRoute> route, HttpExchange exchange, Findings findings)
      throws IOException {
    try {
      return serve(route, exchange, findings);
    } catch (Refusal refusal) {
      findings.add(refusal.rule(), refusal.detail());
      return Answer.refused(refusal);
    } catch (RuntimeException fault) {
      // Left to the JDK's server this would be a closed connection without a word.
      return Answer.errors(500, "the emulator itself failed, please report it: " + fault);
    }
  }

  private Answer serve(Optional<IntakeRoute> found, HttpExchange exchange, Findings findings)
      throws Refusal, IOException {
    String method = exchange.getRequestMethod();
    IntakeRoute route =
        found.orElseThrow(
            () ->
                new Refusal(Rule.ROUTE_UNKNOWN, method + " " + exchange.getRequestURI().getPath()));
    if (!method.equals(route.method())) {
      throw new Refusal(Rule.METHOD_WRONG, method + " where " + route.method() + " is due");
    }
    envelope.check(exchange.getRequestURI(), exchange.getRequestHeaders(), findings);
    return switch (route) {
      case SERIES -> {
        ledger.takeSeries(decoder.series(seriesBodies.read(exchange)), findings);
        yield Answer.errors(202);
      }
      case SKETCHES -> {
        ledger.takeSketches(decoder.sketches(sketchBodies.read(exchange)), findings);
        yield Answer.errors(202);
      }
      case VALIDATE -> Answer.json(200, Map.of("valid", true));
    };
  }
}
