package io.tagalong.sidecar.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.sidecar.config.Sources.Sourced;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a setting that is written in JSON, and where it stands: {@code [0].mappings[1].match}.
 *
 * <p>A part of another shape than asked for adds its problem and stands in as an empty one, so that
 * reading goes on and finds the other problems.
 */
final class JsonPart {
  /** What Jackson adds about a file that does not exist. */
  private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at .*\\)");

  private final @Nullable Object value;
  private final String place;
  private final Complaints complaints;

  /** What is said of every part of a setting. */
  private record Complaints(String origin, String remedy, List<Problem> problems) {}

  private JsonPart(@Nullable Object value, String place, Complaints complaints) {
    this.value = value;
    this.place = place;
    this.complaints = complaints;
  }

  /**
   * The whole text.
   *
   * @param remedy says which shape is allowed
   */
  static JsonPart of(Sourced given, String remedy, List<Problem> problems) {
    return of(
        given,
        new Complaints(given.origin(), remedy, problems),
        malformed ->
            "%s is not JSON: %s, column %d"
                .formatted(
                    SettingsReader.quoted(given.text()),
                    START_MARKER.matcher(malformed.getOriginalMessage()).replaceAll(""),
                    malformed.getLocation().getColumnNr()));
  }

  /** The whole text of a setting that holds secrets: what is malformed is placed, never quoted. */
  static JsonPart ofSecret(Sourced given, String remedy, List<Problem> problems) {
    return of(
        given,
        new Complaints(given.origin(), remedy, problems),
        malformed ->
            "the value (not shown, it holds keys) is not JSON, see column %d"
                .formatted(malformed.getLocation().getColumnNr()));
  }

  private static JsonPart of(
      Sourced given, Complaints complaints, Function<JsonProcessingException, String> complaint) {
    try {
      return new JsonPart(parse(given.text()), "", complaints);
    } catch (JsonProcessingException malformed) {
      JsonPart nothing = new JsonPart(null, "", complaints);
      nothing.problem(complaint.apply(malformed));
      return nothing;
    } catch (IOException impossible) {
      throw new UncheckedIOException("a String was read, not a file", impossible);
    }
  }

  private static Object parse(String text) throws IOException {
    JsonFactory factory = new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try (JsonParser parser = factory.createParser(text)) {
      Object value = JSON.std.anyFrom(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "there is more text after its end");
      }
      return value;
    }
  }

  boolean absent() {
    return value == null;
  }

  /** The parts of a list; none when there is no list, which is fine. */
  List<JsonPart> items() {
    if (value instanceof List<?> list) {
      return IntStream.range(0, list.size())
          .mapToObj(i -> new JsonPart(list.get(i), place + "[" + i + "]", complaints))
          .toList();
    }
    complainUnlessAbsent("a list");
    return List.of();
  }

  /** A field of an object, an absent part if there is none. */
  JsonPart field(String name) {
    Object field = value instanceof Map<?, ?> object ? object.get(name) : null;
    return new JsonPart(field, place.isEmpty() ? name : place + "." + name, complaints);
  }

  /** Refuses what is no object, and fields that mean nothing. */
  JsonPart allowing(List<String> fields) {
    if (!(value instanceof Map<?, ?>)) {
      problem(place + " is not an object");
    }
    for (String name : names()) {
      if (!fields.contains(name)) {
        complaints.problems.add(
            new Problem(
                complaints.origin,
                field(name).place + " means nothing",
                "Known are " + String.join(", ", fields),
                NearestWord.to(name, fields)));
      }
    }
    return this;
  }

  /** An object as texts by name; empty when there is no object, which is fine. */
  Map<String, String> texts() {
    if (!(value instanceof Map<?, ?>)) {
      complainUnlessAbsent("an object");
    }
    return names().stream().collect(Collectors.toMap(name -> name, name -> field(name).text()));
  }

  /** The names of an object's fields, in their order; a problem if it is no object. */
  List<String> fieldNames() {
    if (!(value instanceof Map<?, ?>)) {
      complainUnlessAbsent("an object");
    }
    return names();
  }

  /** A text that has to be there. */
  String text() {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    problem(place + (value == null ? " is missing" : " is not a text with something in it"));
    return "";
  }

  /** Adds a problem of this part, with the setting's remedy. */
  void problem(String complaint) {
    problem(complaint, complaints.remedy);
  }

  void problem(String complaint, String remedy) {
    complaints.problems.add(Problem.of(complaints.origin, complaint, remedy));
  }

  String place() {
    return place;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    if (value instanceof Map<?, ?> object) {
      object.keySet().forEach(name -> names.add((String) name));
    }
    return names;
  }

  private void complainUnlessAbsent(String shape) {
    if (value != null) {
      problem((place.isEmpty() ? "the whole" : place) + " is not " + shape);
    }
  }
}
