package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.rule.Rule;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the events of version 2 may hold, changes of feature flags above all, and how much. */
final class EventV2Test {
  private static final String FLAG =
      "\"changed_resource\":{\"type\":\"feature_flag\",\"name\":\"new_checkout\"}";

  private static final String TAGS = "\"tags\":[\"env:test\"]";
  private static final String EMOJI = "\uD83D\uDE00";

  private TestIntake intake;

  @BeforeEach
  void start() throws IOException {
    intake = new TestIntake();
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "system", "api", "automation"})
  void takesEveryPublishedAuthor(String type) throws Exception {
    assertEquals(202, intake.status(changeBy("{\"type\":\"" + type + "\",\"name\":\"ann\"}")));

    assertEquals(List.of(), intake.brokenRules());
  }

  @Test
  void refusesAuthorWhenItIsNotAsPublished() throws Exception {
    assertEquals(400, intake.status(changeBy("\"ann\"")));
    assertEquals(400, intake.status(changeBy("{\"name\":\"ann\"}")));
    assertEquals(400, intake.status(changeBy("{\"type\":\"user\"}")));
    assertEquals(400, intake.status(changeBy("{\"type\":\"robot\",\"name\":\"ann\"}")));
    assertEquals(400, intake.status(changeBy("{\"type\":\"user\",\"name\":\"a\",\"id\":7}")));

    assertEquals(
        List.of(
            Rule.JSON_FIELD_MISTYPED,
            Rule.JSON_FIELD_MISSING,
            Rule.JSON_FIELD_MISSING,
            Rule.EVENT_VALUE_UNKNOWN,
            Rule.JSON_FIELD_UNKNOWN),
        intake.brokenRules());
  }

  @Test
  void refusesValueOfFlagWhenItIsNoObject() throws Exception {
    assertEquals(400, intake.status(changeWith("\"new_value\":true")));

    assertEquals(List.of(Rule.JSON_FIELD_MISTYPED), intake.brokenRules());
  }

  @Test
  void refusesAnotherIntegration() throws Exception {
    assertEquals(400, intake.status(change("\"integration_id\":\"statsig\"", FLAG)));

    assertEquals(List.of(Rule.EVENT_VALUE_UNKNOWN), intake.brokenRules());
  }

  @Test
  void refusesLinkOfAlertWhenItIsNotAsPublished() throws Exception {
    assertEquals(202, intake.status(alert("{\"category\":\"runbook\",\"url\":\"https://x\"}")));
    assertEquals(400, intake.status(alert("{\"category\":\"meme\",\"url\":\"https://x\"}")));
    assertEquals(400, intake.status(alert("{\"category\":\"runbook\"}")));

    assertEquals(List.of(Rule.EVENT_VALUE_UNKNOWN, Rule.JSON_FIELD_MISSING), intake.brokenRules());
  }

  /** As the real service was seen to answer a category that it does not know. */
  @Test
  void answersRefusedEventWithAnErrorObject() throws Exception {
    HttpResponse<String> answer = intake.send(Bodies.change("party"));

    assertEquals(400, answer.statusCode());
    assertEquals(
        "{\"errors\":[{\"status\":\"400\",\"title\":\"Bad Request\",\"detail\":"
            + "\"event-value-unknown: category 'party' is none of change, alert\"}]}",
        answer.body());
  }

  /** Characters are code points, of which this one takes two units of UTF-16. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("parts")
  void reportsPartWhenItIsOverItsLimit(String part, Rule rule, int most, IntFunction<Call> ofSize)
      throws Exception {
    assertEquals(202, intake.status(ofSize.apply(most)));
    assertEquals(List.of(), intake.brokenRules());

    assertEquals(202, intake.status(ofSize.apply(most + 1)));
    assertEquals(List.of(rule), intake.brokenRules());
  }

  static Stream<Arguments> parts() {
    return Stream.of(
        text("message", 4000, text -> change("\"message\":" + text, FLAG)),
        text("host", 255, text -> change("\"host\":" + text, FLAG)),
        text("aggregation_key", 100, text -> change("\"aggregation_key\":" + text, FLAG)),
        text("flag", 128, text -> changeOf("{\"type\":\"feature_flag\",\"name\":" + text + "}")),
        text("author", 128, text -> changeBy("{\"type\":\"user\",\"name\":" + text + "}")),
        text(
            "title of a link",
            300,
            text -> alert("{\"category\":\"runbook\",\"url\":\"u\",\"title\":" + text + "}")),
        text(
            "url of a link",
            2048,
            text -> alert("{\"category\":\"runbook\",\"url\":" + text + "}")),
        list("tags", 100, "\"a:b\"", tags -> change("\"tags\":[" + tags + "]", FLAG)),
        list(
            "impacted resources",
            100,
            "{\"type\":\"service\",\"name\":\"shop\"}",
            services -> changeWith("\"impacted_resources\":[" + services + "]")),
        list("links", 20, "{\"category\":\"runbook\",\"url\":\"u\"}", EventV2Test::alert),
        object(
            "levels of prev_value", 10, levels -> changeWith("\"prev_value\":" + nested(levels))),
        object("levels of new_value", 10, levels -> changeWith("\"new_value\":" + nested(levels))),
        object(
            "levels of change_metadata",
            10,
            levels -> changeWith("\"change_metadata\":" + nested(levels))),
        object(
            "properties of custom",
            100,
            count ->
                Bodies.eventV2(
                    "alert", TAGS, "\"status\":\"ok\",\"custom\":{\"a\":" + wide(count) + "}")));
  }

  private static Arguments text(String part, int most, Function<String, Call> call) {
    return Arguments.of(
        part,
        Rule.EVENT_TOO_LONG,
        most,
        (IntFunction<Call>) size -> call.apply("\"" + EMOJI.repeat(size) + "\""));
  }

  private static Arguments list(
      String part, int most, String element, Function<String, Call> call) {
    return Arguments.of(
        part,
        Rule.EVENT_LIST_TOO_LONG,
        most,
        (IntFunction<Call>)
            size -> call.apply(String.join(",", Collections.nCopies(size, element))));
  }

  private static Arguments object(String part, int most, IntFunction<Call> call) {
    return Arguments.of(part, Rule.EVENT_OBJECT_TOO_LARGE, most, call);
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  private static String wide(int properties) {
    return IntStream.range(0, properties)
        .mapToObj(i -> "\"p" + i + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static Call change(String more, String ofChange) {
    return Bodies.eventV2("change", more, ofChange);
  }

  private static Call changeWith(String more) {
    return change(TAGS, FLAG + "," + more);
  }

  private static Call changeOf(String resource) {
    return change(TAGS, "\"changed_resource\":" + resource);
  }

  private static Call changeBy(String author) {
    return changeWith("\"author\":" + author);
  }

  private static Call alert(String links) {
    return Bodies.eventV2("alert", TAGS, "\"status\":\"ok\",\"links\":[" + links + "]");
  }
}
