package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a window and the writer behind it make of samples. */
class WindowTest {
  private static final long START = 1_700_000_003;

  private final Losses losses = Given.losses();
  private final SeriesWriter writer =
      new SeriesWriter("sentry.", new BackendTags(Map.of("Env", "IT")), "web-1", losses);
  private final Window window = new Window(writer, losses);

  private static Sample sample(Sample.Kind kind, double value, double rate, @Nullable String to) {
    return new Sample(kind, "a b", value, Map.of("Kind", "B2C "), to, rate);
  }

  @Test
  void addsUpWhatComesInOneWindow() {
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
    window.add(sample(Sample.Kind.TIMING, 1, 1, null));
    window.add(sample(Sample.Kind.TIMER, 2, 1, null));
    window.add(sample(Sample.Kind.DISTRIBUTION, 3, 1, null));
    window.writeAndClear(START);

    List<Body> bodies = writer.take();
    assertEquals(5, bodies.get(0).items());
    String series = text(bodies.get(0));
    assertTrue(series.contains(value("count\",\"type\":1,\"interval\":10", "3")), series);
  }

  @Test
  void leavesRoomForTheSuffixOfALongName() {
    window.add(new Sample(Sample.Kind.TIMING, "n".repeat(300), 1, Map.of(), null, 1));
    window.writeAndClear(START);

    String series = text(writer.take().get(0));
    assertTrue(series.contains("\"sentry." + "n".repeat(180) + ".95percentile\""), series);
  }

  @Test
  void losesAndCountsWhatIsNoNumberAnyMore() {
    window.add(new Sample(Sample.Kind.INCR, "k", 1, Map.of(), null, Double.MIN_VALUE));
    window.add(new Sample(Sample.Kind.DISTRIBUTION, "d", Double.MAX_VALUE, Map.of(), null, 1));
    window.add(new Sample(Sample.Kind.DISTRIBUTION, "d", Double.MAX_VALUE, Map.of(), null, 1));
    window.writeAndClear(START);

    assertEquals(4, writer.take().get(0).items(), "all of the distribution but its average");
    assertEquals(2, losses.counts().get("not_a_number"));
  }

  @Test
  void cutsNoCharacterInTwo() {
    Event event = Event.of("t", "x".repeat(3999) + "\ud83d\ude00");

    String json = text(writer.event(event, writer.tags(Map.of(), null), START));

    assertTrue(json.contains("x\",\"date_happened\""), json);
  }

  @Test
  void boundsAWindowAndCountsWhatDoesNotFit() {
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
    new Window(new SeriesWriter("", new BackendTags(Map.of()), "h", losses), losses)
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

  private static String value(String nameAndType, String value) {
    return "sentry.a_b."
        + nameAndType
        + ",\"points\":[{\"timestamp\":1700000003,\"value\":"
        + value
        + "}]";
  }

  private static String text(Body body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }
}
