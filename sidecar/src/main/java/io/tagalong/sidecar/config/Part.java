package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.json.JsonText;
import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A part of a setting with structure, and where it stands: {@code [0].mappings[1].match}.
 *
 * <p>A part of another shape than asked for adds its problem and stands in as an empty one, so that
 * reading goes on and finds the other problems.
 */
final class Part {
  private static final Node ABSENT = new Node.Nothing(Position.UNKNOWN);

  private final Node value;
  private final String place;
  private final Complaints complaints;

  /** What is said of every part of a setting. */
  private record Complaints(Sourced setting, String remedy, List<Problem> problems) {}

  private Part(Node value, String place, Complaints complaints) {
    this.value = value;
    this.place = place;
    this.complaints = complaints;
  }

  /**
   * The whole setting, whether it is written as YAML or in its JSON form.
   *
   * @param remedy says which shape is allowed
   */
  static Part of(Sourced given, String remedy, List<Problem> problems) {
    return of(
        new Complaints(given, remedy, problems),
        (text, malformed) ->
            SettingsReader.quoted(text) + " is not JSON: " + malformed.getMessage());
  }

  /** The whole setting, where it holds secrets: what is malformed is placed, never quoted. */
  static Part ofSecret(Sourced given, String remedy, List<Problem> problems) {
    return of(
        new Complaints(given, remedy, problems),
        (text, malformed) ->
            "the value (not shown, it holds keys) is not JSON, see column " + malformed.column());
  }

  private static Part of(
      Complaints complaints, BiFunction<String, JsonText.MalformedException, String> complaint) {
    if (!(complaints.setting.value() instanceof Node.Scalar scalar)) {
      return new Part(complaints.setting.value(), "", complaints);
    }
    try {
      return new Part(JsonText.parse(scalar.text()), "", complaints);
    } catch (JsonText.MalformedException malformed) {
      Part nothing = new Part(ABSENT, "", complaints);
      nothing.problem(complaint.apply(scalar.text(), malformed));
      return nothing;
    }
  }

  boolean absent() {
    return value instanceof Node.Nothing;
  }

  boolean isObject() {
    return value instanceof Node.Fields;
  }

  /** The parts of a list; none when there is no list, which is fine. */
  List<Part> items() {
    if (value instanceof Node.Items list) {
      return IntStream.range(0, list.items().size())
          .mapToObj(i -> new Part(list.items().get(i), place + "[" + i + "]", complaints))
          .toList();
    }
    complainUnlessAbsent("a list");
    return List.of();
  }

  /** The parts of a list, or the one part that stands there instead of a list. */
  List<Part> oneOrMore() {
    return value instanceof Node.Items || absent() ? items() : List.of(this);
  }

  /** A field of an object, an absent part if there is none. */
  Part field(String name) {
    Node field = value instanceof Node.Fields object ? object.field(name).orElse(ABSENT) : ABSENT;
    Node placed = field.position().isKnown() ? field : at(value.position(), field);
    return new Part(placed, place.isEmpty() ? name : place + "." + name, complaints);
  }

  /** Refuses what is no object, and fields that mean nothing. */
  Part allowing(List<String> fields) {
    if (!(value instanceof Node.Fields)) {
      problem(place + " is not an object");
    }
    for (Node.Field field : fields()) {
      if (!fields.contains(field.name())) {
        complaints.problems.add(
            new Problem(
                complaints.setting.origin(field.position()),
                field(field.name()).place + " means nothing",
                "Known are " + String.join(", ", fields),
                NearestWord.to(field.name(), fields)));
      }
    }
    return this;
  }

  /** An object as texts by name; empty when there is no object, which is fine. */
  Map<String, String> texts() {
    return fieldNames().stream()
        .collect(Collectors.toMap(name -> name, name -> field(name).text()));
  }

  /** The names of an object's fields, in their order; none when there is no object. */
  List<String> fieldNames() {
    if (!(value instanceof Node.Fields)) {
      complainUnlessAbsent("an object");
    }
    return fields().stream().map(Node.Field::name).toList();
  }

  /** A text that has to be there. */
  String text() {
    if (value instanceof Node.Scalar scalar && scalar.isText() && !scalar.text().isEmpty()) {
      return scalar.text();
    }
    problem(place + (absent() ? " is missing" : " is not a text with something in it"));
    return "";
  }

  /** A list of words or numbers as a setting of its own, to be judged as one. */
  Sourced words() {
    if (!Form.WORDS.fits(value)) {
      problem(place + " is not " + Form.WORDS.shape());
    }
    return complaints.setting.part(value);
  }

  /** Adds a problem of this part, with the setting's remedy. */
  void problem(String complaint) {
    problem(complaint, complaints.remedy);
  }

  void problem(String complaint, String remedy) {
    problem(complaint, remedy, Optional.empty());
  }

  void problem(String complaint, String remedy, Optional<String> nearest) {
    complaints.problems.add(
        new Problem(complaints.setting.origin(value.position()), complaint, remedy, nearest));
  }

  String place() {
    return place;
  }

  /** Where it stands, in words for the user. */
  String origin() {
    String setting = complaints.setting.origin(value.position());
    return place.isEmpty() ? setting : setting + " " + place;
  }

  private List<Node.Field> fields() {
    return value instanceof Node.Fields object ? object.fields() : List.of();
  }

  private void complainUnlessAbsent(String shape) {
    if (!absent()) {
      problem((place.isEmpty() ? "the whole" : place) + " is not " + shape);
    }
  }

  /** What is absent is missed where its owner stands. */
  private static Node at(Position owner, Node field) {
    return field instanceof Node.Nothing ? new Node.Nothing(owner) : field;
  }
}
