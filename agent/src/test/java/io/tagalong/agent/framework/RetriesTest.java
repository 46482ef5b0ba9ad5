package io.tagalong.agent.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final String ANSWERED = "[openai] m status=200 tokens=3";
  private static final String FAILED = "[openai] m status=500 tokens=0";

  private final RecordedRequests recorded = new RecordedRequests();
  private final Retries retries = recorded.retries;

  @Test
  void countsAnAttemptAloneAsARequest() {
    fail();
    succeed();

    assertEquals(List.of(FAILED, ANSWERED), recorded.messages());
  }

  @Test
  void countsAttemptsAsOneRequestWhenOneOfThemSucceeds() {
    Retries.Scope scope = retries.enter();
    Attempt first = fail();
    fail();
    Attempt last = succeed();
    retries.leave(scope);

    assertEquals(List.of(ANSWERED), recorded.messages());
    assertSame(first.stopwatch(), last.stopwatch(), "the time of the first attempt is part of it");
  }

  @Test
  void countsAttemptsAsOneFailureWhenNoneSucceeds() {
    Retries.Scope scope = retries.enter();
    fail();
    fail();
    assertEquals(List.of(), recorded.messages(), "another attempt may follow");
    retries.leave(scope);

    assertEquals(List.of(FAILED), recorded.messages());
  }

  @Test
  void countsRequestsThatSucceedOneAfterAnotherEach() {
    Retries.Scope scope = retries.enter();
    Attempt first = succeed();
    Attempt second = succeed();
    retries.leave(scope);

    assertEquals(List.of(ANSWERED, ANSWERED), recorded.messages());
    assertNotSame(first.stopwatch(), second.stopwatch());
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

    assertEquals(List.of(FAILED, FAILED, ANSWERED), recorded.messages());
  }

  @Test
  void countsAStreamOnceHoweverOftenItEnds() {
    Retries.Scope scope = retries.enter();
    Attempt stream = retries.beginStream(recorded.endpoint, "m");
    stream.answer().broke(new IllegalStateException("outer", new java.io.IOException("inner")));
    retries.end(stream);
    retries.end(stream);

    assertEquals(List.of("[openai] m status=0 tokens=0 error=IOException"), recorded.messages());
    retries.leave(scope);
    assertEquals(1, recorded.messages().size());
  }

  private Attempt fail() {
    Attempt attempt = retries.begin(recorded.endpoint, "m");
    attempt.answer().refused(500, null);
    retries.end(attempt);
    return attempt;
  }

  private Attempt succeed() {
    Attempt attempt = retries.begin(recorded.endpoint, "m");
    attempt.answer().head(200, name -> null);
    attempt.answer().usage(null, 1, 2);
    retries.end(attempt);
    return attempt;
  }
}
