package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
      new SeriesWriter("sentry.", new BackendTags(Map.of("Env", "IT")), "web-1");

  /** Answers with the statuses in turn, then 202; null is a lost connection. */
  private static final class Answers implements Intake {
    final Deque<Integer> statuses = new ArrayDeque<>();
    final List<String> bodies = new ArrayList<>();

    @Override
    public synchronized int post(String path, byte[] body) throws IOException {
      bodies.add(path + ' ' + new String(body, StandardCharsets.UTF_8));
      int status = statuses.isEmpty() ? 202 : statuses.removeFirst();
      if (status == 0) {
        throw new IOException("reset");
      }
      return status;
    }
  }

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
  void addsUpWhatComesInOneWindow() {
    Window window = new Window(writer, losses);
    window.add(sample(Sample.Kind.INCR, 1, 1, null));
    window.add(sample(Sample.Kind.INCR, 2, 0.5, null));
    window.writeAndClear(START);

    assertEquals(
        "{\"series\":[{\"metric\":\"sentry.a_b\",\"type\":1,\"interval\":10,\"points\":"
            + "[{\"timestamp\":1700000003,\"value\":5}],\"resources\":[{\"type\":\"host\","
            + "\"name\":\"web-1\"}],\"tags\":[\"env:it\",\"kind:b2c_\"]}]}",
        text(writer.take().get(0)));
  }

  @Test
  void keepsTheLastValueOfAGauge() {
    Window window = new Window(writer, losses);
    window.add(sample(Sample.Kind.GAUGE, 1, 1, "x"));
    window.add(sample(Sample.Kind.GAUGE, 2.5, 1, "x"));
    window.writeAndClear(START);

    String series = text(writer.take().get(0));
    assertTrue(series.contains("\"type\":3,\"points\":"), series);
    assertTrue(series.contains("\"value\":2.5}"), series);
    assertTrue(series.contains("\"instance:x\""), series);
  }

  @Test
  void makesTheSeriesOfAHistogramOutOfTimings() {
    Window window = new Window(writer, losses);
    for (int i = 1; i <= 100; i++) {
      window.add(sample(Sample.Kind.TIMING, i, 0.5, null));
    }
    window.writeAndClear(START);

    String series = text(writer.take().get(0));
    for (String each :
        List.of(
            value("avg\",\"type\":3", "50.5"),
            value("count\",\"type\":1,\"interval\":10", "200"),
            value("max\",\"type\":3", "100"),
            value("median\",\"type\":3", "50"),
            value("95percentile\",\"type\":3", "95"))) {
      assertTrue(series.contains(each), each + " in " + series);
    }
  }

  @Test
  void addsUpInOneHistogramWhatHasTheSameName() {
    Window window = new Window(writer, losses);
    window.add(sample(Sample.Kind.TIMING, 1, 1, null));
    window.add(sample(Sample.Kind.TIMER, 2, 1, null));
    window.add(sample(Sample.Kind.DISTRIBUTION, 3, 1, null));
    window.writeAndClear(START);

    List<Body> bodies = writer.take();
    assertEquals(5, bodies.get(0).items());
    String series = text(bodies.get(0));
    assertTrue(series.contains(value("count\",\"type\":1,\"interval\":10", "3")), series);
  }

  private static String value(String nameAndType, String value) {
    return "sentry.a_b."
        + nameAndType
        + ",\"points\":[{\"timestamp\":1700000003,\"value\":"
        + value
        + "}]";
  }

  @Test
  void boundsAWindowAndCountsWhatDoesNotFit() {
    Window window = new Window(writer, losses);
    for (int i = 0; i < 10_003; i++) {
      window.add(new Sample(Sample.Kind.INCR, "k" + i, 1, Map.of(), null, 1));
    }
    window.writeAndClear(START);

    List<Body> bodies = writer.take();
    assertEquals(10_000, bodies.stream().mapToInt(Body::items).sum());
    assertTrue(bodies.stream().allMatch(body -> body.bytes().length < 512_000));
    assertEquals(3, losses.counts().get("too_many"));
  }

  @Test
  void losesWhatHasNoName() {
    new Window(new SeriesWriter("", new BackendTags(Map.of()), "h"), losses)
        .add(new Sample(Sample.Kind.INCR, "1_2", 1, Map.of(), null, 1));

    assertEquals(1, losses.counts().get("no_name"));
  }

  @Test
  void writesEventsWithinTheirLimits() {
    Event event =
        Event.of("deploy \"1\"", "x".repeat(5000))
            .alertType(Event.AlertType.ERROR)
            .aggregationKey("k".repeat(200));

    String json = text(writer.event(event, writer.tags(Map.of(), null), START));

    assertEquals(
        "{\"title\":\"deploy \\\"1\\\"\",\"text\":\""
            + "x".repeat(4000)
            + "\",\"date_happened\":1700000003,\"host\":\"web-1\",\"aggregation_key\":\""
            + "k".repeat(100)
            + "\",\"alert_type\":\"error\",\"tags\":[\"env:it\"]}",
        json);
  }

  @Test
  void triesAgainWhatMaySucceedAndGivesUpWhatIsRefused() {
    Outbox outbox = new Outbox(intake, losses);
    outbox.add(List.of(new Body("/p", "1", 1), new Body("/p", "2", 2), new Body("/p", "3", 4)));
    intake.statuses.addAll(List.of(0, 503, 202, 403, 202));

    outbox.deliver();
    outbox.deliver();
    outbox.deliver();

    assertEquals(List.of("/p 1", "/p 1", "/p 1", "/p 2", "/p 3"), intake.bodies);
    assertEquals(2, losses.counts().get("refused"));
    outbox.close();
    assertEquals(0, losses.counts().get("undelivered"));
  }

  @Test
  void boundsWhatWaitsThroughAnOutage() {
    Outbox outbox = new Outbox(intake, losses);
    for (int i = 0; i < 65; i++) {
      outbox.add(List.of(new Body("/p", "x", 2)));
    }

    assertEquals(10, losses.counts().get("undelivered"));
    intake.statuses.add(0);
    outbox.deliver();
    outbox.close();
    assertEquals(130, losses.counts().get("undelivered"));
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

  private static String text(Body body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }
}
