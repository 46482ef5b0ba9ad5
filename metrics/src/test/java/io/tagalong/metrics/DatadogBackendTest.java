package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatadogBackendTest {
  private static final long START = 1_700_000_003;

  private final Losses losses = Given.losses();
  private final SeriesWriter writer =
      new SeriesWriter("sentry.", new BackendTags(Map.of("Env", "IT")), "web-1", losses);

  /** Answers when it is told to. */
  private static final class Slow implements Intake {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    @Override
    public int post(String path, byte[] body) {
      asked.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return 202;
    }
  }

  private final Answers intake = new Answers();

  private static Sample sample(Sample.Kind kind, double value, double rate, @Nullable String to) {
    return new Sample(kind, "a b", value, Map.of("Kind", "B2C "), to, rate);
  }

  @Test
  void deliversEverythingWhenClosed() {
    DatadogBackend backend = backend(intake, () -> START * 1000, DatadogBackend.CLOSE_MILLIS);
    for (int i = 0; i < 1000; i++) {
      backend.record(sample(Sample.Kind.INCR, 1, 1, null));
    }
    backend.event(Event.of("t", "m"), Map.of(), null);
    backend.close();

    assertEquals(2, intake.bodies.size(), intake.bodies.toString());
    assertTrue(intake.bodies.get(1).contains("\"value\":1000}"), intake.bodies.get(1));
  }

  @Test
  void goesOnWithTheNextWindowWhenASumIsTooLarge() {
    AtomicLong now = new AtomicLong(START * 1000);
    DatadogBackend backend = backend(intake, now::get, DatadogBackend.CLOSE_MILLIS);
    backend.record(sample(Sample.Kind.INCR, Double.MAX_VALUE, 1, "large"));
    backend.record(sample(Sample.Kind.INCR, Double.MAX_VALUE, 1, "large"));
    backend.record(sample(Sample.Kind.INCR, 7, 1, "small"));

    backend.close();

    String body = intake.bodies.get(0);
    assertTrue(body.contains("\"value\":7}"), body);
    assertFalse(body.contains("large"), body);
    assertEquals(1, losses.counts().get("not_a_number"));
  }

  @Test
  void countsWhatComesAfterTheEnd() {
    DatadogBackend backend = backend(intake, () -> START * 1000, DatadogBackend.CLOSE_MILLIS);
    backend.close();

    backend.record(sample(Sample.Kind.INCR, 1, 1, null));
    backend.event(Event.of("t", "m"), Map.of(), null);

    assertEquals(2, losses.counts().get("too_late"));
  }

  @Test
  void neverWaitsAndCountsWhatTheQueueHasNoRoomFor() throws InterruptedException {
    Slow slow = new Slow();
    // The first window is over at once, so the flush thread posts, and waits for the answer.
    AtomicLong now = new AtomicLong(START * 1000);
    DatadogBackend backend =
        backend(slow, () -> now.addAndGet(20_000), DatadogBackend.CLOSE_MILLIS);
    backend.event(Event.of("t", "m"), Map.of(), null);
    assertTrue(slow.asked.await(30, TimeUnit.SECONDS), "nothing was posted");

    for (int i = 0; i < 10_010; i++) {
      backend.record(sample(Sample.Kind.INCR, 1, 1, null));
    }

    assertEquals(10, losses.counts().get("queue_full"));
    slow.go.countDown();
    backend.close();
  }

  @Test
  void countsWhatTheLastDeliveryHasNoTimeFor() {
    Slow slow = new Slow();
    DatadogBackend backend = backend(slow, () -> START * 1000, 100);
    backend.event(Event.of("t", "m"), Map.of(), null);
    backend.record(sample(Sample.Kind.INCR, 1, 1, null));

    backend.close();

    assertEquals(2, losses.counts().get("undelivered"));
    slow.go.countDown();
  }

  private DatadogBackend backend(Intake to, LongSupplier currentMillis, long closeMillis) {
    return new DatadogBackend(writer, to, losses, currentMillis, closeMillis);
  }
}
