package io.tagalong.agent.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RetriesTest {
  /** What one attempt takes. */
  private static final long MILLIS = 10;

  private final RecordedRequests recorded = new RecordedRequests();
  private final Retries retries = recorded.retries;

  @Test
  void countsAnAttemptAloneAsARequest() {
    fail();
    succeed();

    assertEquals(List.of(failed(MILLIS), answered(MILLIS)), recorded.messages());
  }

  @Test
  void countsAttemptsAsOneRequestWhenOneOfThemSucceeds() {
    Retries.Scope scope = retries.enter();
    fail();
    fail();
    succeed();
    retries.leave(scope);

    assertEquals(List.of(answered(3 * MILLIS)), recorded.messages());
  }

  @Test
  void countsAttemptsAsOneFailureWhenNoneSucceeds() {
    Retries.Scope scope = retries.enter();
    fail();
    fail();
    assertEquals(List.of(), recorded.messages(), "another attempt may follow");
    retries.leave(scope);

    assertEquals(List.of(failed(2 * MILLIS)), recorded.messages());
  }

  @Test
  void countsRequestsThatSucceedOneAfterAnotherEach() {
    Retries.Scope scope = retries.enter();
    succeed();
    succeed();
    retries.leave(scope);

    assertEquals(List.of(answered(MILLIS), answered(MILLIS)), recorded.messages());
  }

  @Test
  void countsEachInnerRetryingCallWhenAnApplicationRetriesAroundIt() {
    Retries.Scope outer = retries.enter();
    for (int i = 0; i < 2; i++) {
      Retries.Scope inner = retries.enter();
      fail();
      fail();
      retries.leave(inner);
    }
    retries.leave(outer);
    succeed();

    assertEquals(
        List.of(failed(2 * MILLIS), failed(2 * MILLIS), answered(MILLIS)), recorded.messages());
  }

  @Test
  void countsAStreamOnceHoweverOftenItEnds() {
    Retries.Scope scope = retries.enter();
    Attempt stream = retries.beginStream(recorded.endpoint, "m");
    stream.answer().broke(new IllegalStateException("outer", new java.io.IOException("inner")));
    retries.end(stream);
    retries.end(stream);

    assertEquals(
        List.of("[openai] m status=0 latency=0ms tokens=0 error=IOException"), recorded.messages());
    retries.leave(scope);
    assertEquals(1, recorded.messages().size());
  }

  private void fail() {
    Attempt attempt = retries.begin(recorded.endpoint, "m");
    recorded.time.pass(MILLIS);
    attempt.answer().refused(500, null);
    retries.end(attempt);
  }

  private static String failed(long millis) {
    return "[openai] m status=500 latency=" + millis + "ms tokens=0";
  }

  private void succeed() {
    Attempt attempt = retries.begin(recorded.endpoint, "m");
    recorded.time.pass(MILLIS);
    attempt.answer().head(200, name -> null);
    attempt.answer().usage(null, 1, 2);
    retries.end(attempt);
  }

  private static String answered(long millis) {
    return "[openai] m status=200 latency=" + millis + "ms tokens=3";
  }
}
