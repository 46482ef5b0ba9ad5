package io.tagalong.intake.fault;

import io.tagalong.intake.net.Answer;
import io.tagalong.intake.net.Exchange;
import io.tagalong.intake.net.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** One way to treat a request badly. */
public sealed interface Fault {
  /** What the emulator would do with the request if it behaved. */
  interface Request {
    /** Checks the payload, keeps it, and says what the answer would be. */
    Answer serve();

    /** Counts the request under a status, 0 if it gets none. */
    void count(int status);
  }

  /** Ends the exchange; the request is counted before anything leaves. */
  void play(Exchange exchange, Request request) throws IOException;

  /**
   * Answers at once, without looking at the payload: an error, a redirect, a rate limit, a huge
   * body.
   *
   * @param headers such as Retry-After or Location
   * @param bodyBytes the length of the body, which is text
   */
  record Reply(int status, Map<String, String> headers, int bodyBytes) implements Fault {
    public Reply {
      headers = Map.copyOf(headers);
    }

    /** An answer without headers or body. */
    public static Reply status(int status) {
      return new Reply(status, Map.of(), 0);
    }

    @Override
    public void play(Exchange exchange, Request request) throws IOException {
      request.count(status);
      byte[] body = new byte[bodyBytes];
      Arrays.fill(body, (byte) '.');
      exchange.answer(new Answer(status, Headers.of(headers), body));
    }
  }

  /** Serves the request, but only after a while. */
  record Delay(Duration duration) implements Fault {
    @Override
    public void play(Exchange exchange, Request request) throws IOException {
      exchange.pause(duration);
      Answer answer = request.serve();
      request.count(answer.status());
      exchange.answer(answer);
    }
  }

  /** Takes the request and says nothing until the client gives up. */
  record Hang() implements Fault {
    @Override
    public void play(Exchange exchange, Request request) throws IOException {
      request.count(0);
      exchange.hang();
    }
  }

  /** Closes the connection as soon as the headers are read. */
  record CloseAfterHeaders() implements Fault {
    @Override
    public void play(Exchange exchange, Request request) {
      request.count(0);
    }
  }

  /** Resets the connection (RST) when half of the body is read. */
  record ResetMidBody() implements Fault {
    @Override
    public void play(Exchange exchange, Request request) throws IOException {
      request.count(0);
      exchange.resetInsideBody();
    }
  }

  /** Serves the request and keeps its data, but cuts the connection in the middle of the answer. */
  record AcceptThenCut() implements Fault {
    @Override
    public void play(Exchange exchange, Request request) throws IOException {
      Answer answer = request.serve();
      request.count(answer.status());
      exchange.answerWithoutBody(answer);
    }
  }

  /** Serves the request and lets the answer drip byte by byte. */
  record SlowDrip(Duration pausePerByte) implements Fault {
    @Override
    public void play(Exchange exchange, Request request) throws IOException {
      Answer answer = request.serve();
      request.count(answer.status());
      exchange.answerSlowly(answer, pausePerByte);
    }
  }
}
