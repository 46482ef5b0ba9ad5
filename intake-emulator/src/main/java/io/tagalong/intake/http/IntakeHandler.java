package io.tagalong.intake.http;

import io.tagalong.intake.fault.Fault;
import io.tagalong.intake.fault.FaultScript;
import io.tagalong.intake.ledger.Ledger;
import io.tagalong.intake.net.Answer;
import io.tagalong.intake.net.Exchange;
import io.tagalong.intake.net.Handler;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes a request to the intake through its stations: fault script, route, method, key and headers,
 * body, decoded payload, ledger. A station that refuses ends the request with the real service's
 * answer.
 *
 * <p>Violations and counts are in the ledger before the answer leaves, so a client that has its
 * answer can rely on them.
 */
public final class IntakeHandler implements Handler {
  private final FaultScript faults;
  private final EnvelopeCheck envelope;
  private final Desk desk;
  private final Ledger ledger;

  public IntakeHandler(FaultScript faults, AcceptedKeys keys, Clock clock, Ledger ledger) {
    this.faults = faults;
    this.envelope = new EnvelopeCheck(keys);
    this.desk = new Desk(clock, ledger);
    this.ledger = ledger;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    Visit visit = new Visit(exchange);
    Optional<Fault> fault = faults.next(visit.label);
    if (fault.isPresent()) {
      fault.get().play(exchange, visit);
    } else {
      Answer answer = visit.serve();
      visit.count(answer.status());
      exchange.answer(answer);
    }
  }

  /** Answers what is no HTTP, and so has no route. */
  public Answer refuseMalformed(String fault) {
    Refusal refusal = new Refusal(Rule.REQUEST_MALFORMED, fault);
    ledger.open(IntakeRoute.UNKNOWN).add(refusal.rule(), refusal.detail());
    Answer answer = Replies.refused(Optional.empty(), refusal);
    ledger.answered(IntakeRoute.UNKNOWN, answer.status());
    return answer;
  }

  /** One request; used by the thread of its connection only. */
  private final class Visit implements Fault.Request {
    private final Exchange exchange;
    private final Optional<IntakeRoute> route;
    private final String label;
    private final Findings findings;

    Visit(Exchange exchange) {
      this.exchange = exchange;
      this.route = IntakeRoute.at(exchange.head().path());
      this.label = route.map(IntakeRoute::path).orElse(IntakeRoute.UNKNOWN);
      this.findings = ledger.open(label);
    }

    @Override
    public void count(int status) {
      ledger.answered(label, status);
    }

    @Override
    public Answer serve() {
      try {
        IntakeRoute admitted = admit();
        return desk.serve(admitted, exchange, findings);
      } catch (Refusal refusal) {
        findings.add(refusal.rule(), refusal.detail());
        return Replies.refused(route, refusal);
      } catch (RuntimeException fault) {
        // Let out it would be a closed connection without a word.
        return Replies.errors(500, "the emulator itself failed, please report it: " + fault);
      }
    }

    private IntakeRoute admit() throws Refusal {
      String method = exchange.head().method();
      IntakeRoute known =
          route.orElseThrow(
              () -> new Refusal(Rule.ROUTE_UNKNOWN, method + " " + exchange.head().path()));
      if (!method.equals(known.method())) {
        throw new Refusal(Rule.METHOD_WRONG, method + " where " + known.method() + " is due");
      }
      envelope.check(known, exchange.head(), findings);
      return known;
    }
  }
}
