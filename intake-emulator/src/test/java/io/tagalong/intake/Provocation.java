package io.tagalong.intake;

import static io.tagalong.intake.SeriesBody.GAUGE;
import static io.tagalong.intake.SeriesBody.NOW_SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.rule.Rule;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * For every rule a way to break it. The switch has no default: a rule that is added without a
 * provocation does not compile.
 */
sealed interface Provocation {
  /** Needs room for two requests of 10000 points, and no more. */
  int MAX_POINTS = 20_001;

  /** Breaks the rule and returns the status of the answer. */
  int provoke(TestIntake intake) throws IOException, InterruptedException;

  /** Calls of which the last breaks the rule and those before it break none. */
  record Calls(List<Call> calls) implements Provocation {
    @Override
    public int provoke(TestIntake intake) throws IOException, InterruptedException {
      for (Call harmless : calls.subList(0, calls.size() - 1)) {
        assertEquals(202, intake.status(harmless));
      }
      assertEquals(List.of(), intake.brokenRules());
      return intake.status(calls.get(calls.size() - 1));
    }
  }

  /** What no client would send, and whose connection ends there. */
  record Raw(String request) implements Provocation {
    @Override
    public int provoke(TestIntake intake) throws IOException {
      URI uri = intake.emulator().uri();
      try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        byte[] answer = socket.getInputStream().readAllBytes();
        return Integer.parseInt(new String(answer, StandardCharsets.US_ASCII).split(" ", 3)[1]);
      }
    }
  }

  static Provocation of(Rule rule) {
    Call series = Call.series(count().toBytes());
    return switch (rule) {
      case REQUEST_MALFORMED ->
          new Raw("POST /api/v2/series HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");
      case ROUTE_UNKNOWN -> calls(Call.post("/api/v9/series", count().toBytes()));
      case METHOD_WRONG -> calls(series.withMethod("PUT"));
      case KEY_MISSING -> calls(series.without("DD-API-KEY"));
      case KEY_MISSING_FOR_LOGS -> calls(Bodies.logs().without("DD-API-KEY"));
      case APPLICATION_KEY_MISSING -> calls(Bodies.dashboard().without("DD-APPLICATION-KEY"));
      case KEY_UNKNOWN -> calls(series.with("DD-API-KEY", "not-a-key"));
      case KEY_IN_QUERY -> calls(Call.post("/api/v2/series?api_key=x", count().toBytes()));
      case USER_AGENT_MISSING -> calls(series.with("User-Agent", ""));
      case CONTENT_TYPE_WRONG -> calls(series.with("Content-Type", "text/plain"));
      case CONTENT_ENCODING_UNSUPPORTED -> calls(series.with("Content-Encoding", "br"));
      case BODY_INCOMPLETE -> new Raw(announcing(10) + "abc");
      case BODY_TOO_LARGE_COMPRESSED -> calls(Call.series(new byte[512_001]));
      case BODY_TOO_LARGE_UNCOMPRESSED -> calls(deflated(Packed.zlib(new byte[5_242_881])));
      case BODY_NOT_DECOMPRESSIBLE -> calls(deflated(Packed.rawDeflate(count().toBytes())));
      case BODY_TRAILING_BYTES ->
          calls(deflated(Packed.withTrailingBytes(Packed.zlib(count().toBytes()), 1)));
      case PROTOBUF_MALFORMED ->
          calls(Call.series(payload(count().toProto().bytes(3, new byte[] {(byte) 0xff}))));
      case PROTOBUF_UNKNOWN_FIELD -> calls(Call.series(payload(count().toProto().text(10, "x"))));
      case PROTOBUF_NOT_CANONICAL ->
          calls(Call.series(payload(count().withInterval(0).toProto().raw(0x40, 0x8a, 0x00))));
      case JSON_MALFORMED -> calls(Bodies.check("\"status\":0,\"status\":0,\"tags\":[]"));
      case JSON_FIELD_UNKNOWN -> calls(Bodies.event("\"colour\":\"red\""));
      case JSON_FIELD_MISSING -> calls(Bodies.check("\"status\":0"));
      case JSON_FIELD_MISTYPED -> calls(Bodies.check("\"status\":0.5,\"tags\":[]"));
      case PAYLOAD_EMPTY -> calls(Call.series(new byte[0]));
      case STORE_FULL ->
          calls(
              Call.series(zeroes("a", 600, 10_000)),
              Call.series(zeroes("b", 600, 10_000)),
              Call.series(zeroes("c", 600, 2)));
      case NAME_INVALID -> calls(Call.series(count().withMetric("7up").toBytes()));
      case NAME_OF_TWO_KINDS -> calls(series, Call.series(count().withType(GAUGE).toBytes()));
      case TAG_NOT_NORMAL -> calls(Call.series(count().withTags("Upper:Case").toBytes()));
      case TAG_REPEATED -> calls(Call.series(count().withTags("a:b", "a:b").toBytes()));
      case TAGS_UNSORTED -> calls(Call.series(count().withTags("b:b", "a:a").toBytes()));
      case POINTS_MISSING -> calls(Call.series(count().withValues().toBytes()));
      case TIMESTAMP_OUTSIDE_WINDOW ->
          calls(Call.series(count().withPoint(NOW_SECONDS - 3601, 1).toBytes()));
      case SERIES_TYPE_UNKNOWN -> calls(Call.series(count().withType(0).toBytes()));
      case SERIES_INTERVAL_INVALID -> calls(Call.series(count().withInterval(0).toBytes()));
      case SERIES_HOST_MISSING -> calls(Call.series(count().withHosts().toBytes()));
      case SERIES_VALUE_NOT_FINITE -> calls(Call.series(count().withValues(Double.NaN).toBytes()));
      case SERIES_TOO_MANY_POINTS -> calls(Call.series(zeroes("many", 600, 10_001)));
      case SERIES_POINT_REPEATED -> calls(Call.series(SeriesBody.payload(count(), count())));
      case SERIES_POINT_OVERWRITTEN -> calls(series, Call.series(count().withValues(2).toBytes()));
      case SKETCH_VALUE_NOT_FINITE ->
          calls(Call.sketches(sketch().withRange(1, Double.POSITIVE_INFINITY).toBytes()));
      case SKETCH_LISTS_UNEVEN ->
          calls(Call.sketches(sketch().withBins(List.of(1338, 1487), List.of(2)).toBytes()));
      case SKETCH_KEYS_UNSORTED ->
          calls(
              Call.sketches(
                  sketch()
                      .withBins(List.of(1338, 1400, 1380, 1487), List.of(1, 1, 1, 1))
                      .withCount(4)
                      .withSum(3.9, 15.6)
                      .toBytes()));
      case SKETCH_SPLIT_WRONG ->
          calls(
              Call.sketches(
                  sketch()
                      .withBins(List.of(1338, 1338), List.of(1, 1))
                      .withRange(1, 1)
                      .withSum(1, 2)
                      .toBytes()));
      case SKETCH_KEY_INFINITE ->
          calls(
              Call.sketches(
                  sketch()
                      .withBins(List.of(1338, 32_767), List.of(1, 1))
                      .withRange(1, 4.2e211)
                      .withSum(2.1e211, 4.2e211)
                      .toBytes()));
      case SKETCH_BIN_WIDTH ->
          calls(
              Call.sketches(
                  sketch()
                      .withBins(List.of(1338), List.of(65_536))
                      .withCount(65_536)
                      .withRange(1, 1)
                      .withSum(1, 65_536)
                      .toBytes()));
      case SKETCH_TOO_MANY_KEYS ->
          calls(Call.sketches(sketch().withOneEach(1338, 1338 + 4096).toBytes()));
      case SKETCH_COUNT_WRONG ->
          calls(Call.sketches(sketch().withCount(3).withSum(11 / 3.0, 11).toBytes()));
      case SKETCH_RANGE_WRONG -> calls(Call.sketches(sketch().withRange(1, 9).toBytes()));
      case SKETCH_AVERAGE_WRONG -> calls(Call.sketches(sketch().withSum(5.4, 11).toBytes()));
      case SKETCH_SUM_WRONG -> calls(Call.sketches(sketch().withSum(6, 12).toBytes()));
      case DISTRIBUTION_POINT_EMPTY ->
          calls(Bodies.distribution("[[%d,[]]]".formatted(NOW_SECONDS)));
      case EVENT_TOO_OLD ->
          calls(Bodies.event("\"date_happened\":" + (NOW_SECONDS - 18 * 3600 - 1)));
      case EVENT_VALUE_UNKNOWN -> calls(Bodies.event("\"priority\":\"urgent\""));
      case EVENT_TOO_LONG -> calls(Bodies.event("\"aggregation_key\":\"" + "k".repeat(101) + "\""));
      case EVENT_LIST_TOO_LONG ->
          calls(
              Bodies.change(
                  "change",
                  "\"impacted_resources\":["
                      + repeated(101, "{\"type\":\"service\",\"name\":\"shop\"}")
                      + "]"));
      case EVENT_OBJECT_TOO_LARGE ->
          calls(
              Bodies.change(
                  "change", "\"new_value\":" + "{\"a\":".repeat(11) + "1" + "}".repeat(11)));
      case CHECK_STATUS_UNKNOWN -> calls(Bodies.check("\"status\":4,\"tags\":[]"));
      case CHECK_TOO_OLD ->
          calls(Bodies.check("\"status\":0,\"tags\":[],\"timestamp\":" + (NOW_SECONDS - 601)));
      case LOGS_TOO_MANY -> calls(Bodies.logs(1001));
      case LOG_TOO_LARGE -> calls(Bodies.log("\"message\":\"" + "x".repeat(1_000_000) + "\""));
      case LOG_TOO_OLD ->
          calls(
              Bodies.log(
                  "\"message\":\"m\",\"timestamp\":" + (NOW_SECONDS - 18 * 3600 - 1) * 1000));
      case DASHBOARD_LAYOUT_UNKNOWN -> calls(Bodies.dashboard("grid"));
    };
  }

  private static Provocation calls(Call... calls) {
    return new Calls(List.of(calls));
  }

  private static Call deflated(byte[] body) {
    return Call.series(body).with("Content-Encoding", "deflate");
  }

  private static byte[] payload(Proto series) {
    return new Proto().message(1, series).toBytes();
  }

  private static SeriesBody count() {
    return SeriesBody.count("shop.orders.count", 1);
  }

  private static SketchBody sketch() {
    return SketchBody.of("shop.latency");
  }

  private static String repeated(int times, String element) {
    return String.join(",", Collections.nCopies(times, element));
  }

  /** A payload of so many points in series of so many seconds each. */
  private static byte[] zeroes(String metric, int pointsPerSeries, int points) {
    List<SeriesBody> series = new ArrayList<>();
    for (int done = 0; done < points; done += pointsPerSeries) {
      series.add(
          SeriesBody.count(metric, new double[Math.min(pointsPerSeries, points - done)])
              .withTags("part:" + series.size()));
    }
    return SeriesBody.payload(series.toArray(SeriesBody[]::new));
  }

  private static String announcing(int bodyBytes) {
    return "POST /api/v2/series HTTP/1.1\r\nHost: test\r\nUser-Agent: test/1\r\nDD-API-KEY: "
        + Call.KEY
        + "\r\nContent-Type: application/x-protobuf\r\nContent-Length: "
        + bodyBytes
        + "\r\n\r\n";
  }
}
