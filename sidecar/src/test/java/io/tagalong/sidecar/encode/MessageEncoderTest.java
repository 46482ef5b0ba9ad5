package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class MessageEncoderTest {

  private static final EncodeOptions OPTIONS = EncodeOptions.DEFAULT;

  @Test
  void writesAnEventWithTheFieldsThatTheRouteKnows() {
    EventItem event =
        new EventItem(
            "Deploy",
            "line 1\nline \"2\"",
            1700000000,
            "web-1",
            null,
            "java",
            "low",
            "info",
            List.of("env:prod", "a\\b"));

    Encoded encoded = MessageEncoder.events(List.of(event, event), 5, OPTIONS);

    assertEquals(2, encoded.bodies().size());
    assertEquals(Encoding.IDENTITY, encoded.bodies().get(0).encoding());
    assertEquals(
        "{\"title\":\"Deploy\",\"text\":\"line 1\\nline \\\"2\\\"\",\"date_happened\":1700000000,"
            + "\"host\":\"web-1\",\"source_type_name\":\"java\",\"priority\":\"low\","
            + "\"alert_type\":\"info\",\"tags\":[\"env:prod\",\"a\\\\b\"]}",
        text(encoded.bodies().get(0)));
  }

  @Test
  void writesChecksAsAListWithOneOnEachLine() {
    CheckItem check = new CheckItem("db.up", "web-1", 2, 1700000000, "no\u0007", List.of());

    Encoded encoded = MessageEncoder.checks(List.of(check, check), 5, OPTIONS);

    String one =
        "{\"check\":\"db.up\",\"host_name\":\"web-1\",\"status\":2,\"timestamp\":1700000000,"
            + "\"message\":\"no\\u0007\",\"tags\":[]}";
    assertEquals("[" + one + ",\n" + one + "]", text(encoded.bodies().get(0)));
    assertEquals(2, encoded.bodies().get(0).items());
  }

  @Test
  void writesAFlagChangeAsAChangeEvent() {
    ChangeItem change =
        new ChangeItem(
            "new_checkout",
            "Gate changed",
            "on",
            "ann",
            List.of("shop"),
            List.of("env:prod"),
            "web-1",
            "2026-01-31T09:30:00Z");

    Encoded encoded = MessageEncoder.changes(List.of(change), 5, OPTIONS);

    assertEquals(
        "{\"data\":{\"type\":\"event\",\"attributes\":{\"category\":\"change\",\"title\":"
            + "\"Gate changed\",\"message\":\"on\",\"tags\":[\"env:prod\"],\"host\":\"web-1\","
            + "\"timestamp\":\"2026-01-31T09:30:00Z\",\"integration_id\":\"custom-events\","
            + "\"attributes\":{\"changed_resource\":{\"type\":\"feature_flag\",\"name\":"
            + "\"new_checkout\"},\"author\":{\"type\":\"user\",\"name\":\"ann\"},"
            + "\"impacted_resources\":[{\"type\":\"service\",\"name\":\"shop\"}]}}}}",
        text(encoded.bodies().get(0)));
  }

  @Test
  void cutsTextsOfEventsAtTheLimitAndNeverWithinACharacter() throws IOException {
    String emoji = "\uD83D\uDE00";
    EventItem event =
        new EventItem(
            "t", emoji.repeat(5000), 1, "h", "k".repeat(101), null, "normal", "info", List.of());

    Map<String, Object> json = object(MessageEncoder.events(List.of(event), 5, OPTIONS));

    assertEquals(emoji.repeat(4000), json.get("text"));
    assertEquals("k".repeat(100), json.get("aggregation_key"));
  }

  /** Every text one character too long, every list one element. */
  @Test
  void cutsWhateverOfAChangeIsOverALimit() throws IOException {
    String emoji = "\uD83D\uDE00";
    List<String> tooMany = IntStream.range(0, 101).mapToObj(i -> "s" + i).toList();
    ChangeItem change =
        new ChangeItem(
            emoji.repeat(129),
            emoji.repeat(501),
            emoji.repeat(4001),
            emoji.repeat(129),
            tooMany,
            tooMany,
            emoji.repeat(256),
            "2026-01-31T09:30:00Z");

    Map<String, Object> event =
        within(object(MessageEncoder.changes(List.of(change), 5, OPTIONS)), "data", "attributes");

    assertEquals(emoji.repeat(500), event.get("title"));
    assertEquals(emoji.repeat(4000), event.get("message"));
    assertEquals(emoji.repeat(255), event.get("host"));
    assertEquals(tooMany.subList(0, 100), event.get("tags"));
    assertEquals(emoji.repeat(128), within(event, "attributes", "changed_resource").get("name"));
    assertEquals(emoji.repeat(128), within(event, "attributes", "author").get("name"));
    List<?> services =
        (List<?>) Objects.requireNonNull(within(event, "attributes").get("impacted_resources"));
    assertEquals(100, services.size());
    assertEquals(Map.of("type", "service", "name", "s99"), services.get(99));
  }

  @Test
  void replacesHalfACharacterThatUtf8CannotHold() throws IOException {
    EventItem event =
        new EventItem("a\uD83Db", "", 1, "h", null, null, "normal", "info", List.of());

    assertEquals(
        "a\uFFFDb", object(MessageEncoder.events(List.of(event), 5, OPTIONS)).get("title"));
  }

  @Test
  void cutsLongLogEntriesAndMarksThem() throws IOException {
    for (String character : List.of("x", "\u0001", "\u00e9", "\uD83D\uDE00")) {
      LogItem log = log(character.repeat(1_000_001));

      Encoded encoded = MessageEncoder.logs(List.of(log), 5, OPTIONS);

      String text = text(encoded.bodies().get(0));
      assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= 1_000_002);
      Map<String, Object> json = JSON.std.mapFrom(text.substring(1, text.length() - 1));
      assertTrue(String.valueOf(json.get("message")).endsWith("...TRUNCATED..."));
    }
  }

  /** Many entries, some large: limits hold, order and number stay. */
  @Property(tries = 30)
  void everyBodyOfLogsIsWithinLimitsAndNothingIsLost(
      @ForAll @Size(max = 12) List<@IntRange(max = 900_000) Integer> lengths,
      @ForAll @IntRange(max = 2500) int small)
      throws IOException {
    List<LogItem> logs = new ArrayList<>();
    lengths.forEach(length -> logs.add(log("L".repeat(length))));
    IntStream.range(0, small).forEach(i -> logs.add(log("small " + i)));

    Encoded encoded = MessageEncoder.logs(logs, 5, OPTIONS);

    List<String> delivered = new ArrayList<>();
    for (Body body : encoded.bodies()) {
      byte[] raw = DecodedItem.inflate(body.bytes());
      List<Object> items = JSON.std.listFrom(raw);
      assertTrue(raw.length <= 5_000_000 && items.size() <= 500);
      assertEquals(body.items(), items.size());
      items.forEach(item -> delivered.add(String.valueOf(((Map<?, ?>) item).get("message"))));
    }
    assertEquals(logs.stream().map(LogItem::message).toList(), delivered);
  }

  @Test
  void halvesOfAListHoldItsItemsInOrder() throws IOException {
    List<CheckItem> checks =
        IntStream.range(0, 5)
            .mapToObj(i -> new CheckItem("c" + i + "\n", "h", 0, 1, null, List.of()))
            .toList();
    Body whole = MessageEncoder.checks(checks, 5, OPTIONS).bodies().get(0);

    List<Object> items = new ArrayList<>();
    for (Body half : BodySplitter.halves(whole)) {
      items.addAll(JSON.std.listFrom(DecodedItem.inflate(half.bytes())));
    }

    assertEquals(JSON.std.listFrom(DecodedItem.inflate(whole.bytes())), items);
    assertEquals(5, items.size());
  }

  private static LogItem log(String message) {
    return new LogItem(
        message, "java", "env:prod", "h", "shop", "info", OptionalLong.of(1), Map.of());
  }

  private static Map<String, Object> object(Encoded encoded) throws IOException {
    return JSON.std.mapFrom(text(encoded.bodies().get(0)));
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are texts
  private static Map<String, Object> within(Map<String, Object> object, String... names) {
    Map<String, Object> inner = object;
    for (String name : names) {
      inner = (Map<String, Object>) Objects.requireNonNull(inner.get(name));
    }
    return inner;
  }

  private static String text(Body body) {
    return new String(body.encoding().decompress(body.bytes()), StandardCharsets.UTF_8);
  }
}
