package io.tagalong.sidecar.config;

import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The places a setting can come from: flags before environment variables before the file before the
 * default. Surrounding white space does not count, and what is set to nothing is not set: manifests
 * often render absent values that way.
 */
record Sources(SettingsFile file, Map<String, String> environment, Map<Setting, String> flags) {

  /**
   * What a source says of a setting.
   *
   * @param source where that is, in words for the user
   * @param key the setting's name there, empty where the source's words hold it already
   */
  record Sourced(Node value, String source, String key) {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,]+");

    /** The Agent's way to write a list without elements; a variable set to nothing is not set. */
    private static final String EMPTY_LIST = "[]";

    static Sourced of(String text, String source) {
      return new Sourced(new Node.Scalar(Position.UNKNOWN, text.strip(), true), source, "");
    }

    /** The text of a setting that is one; empty for a list or an object. */
    String text() {
      return value instanceof Node.Scalar scalar ? scalar.text().strip() : "";
    }

    /** The elements of a list, or the words of a text between white space and commas. */
    List<String> words() {
      if (value instanceof Node.Items list) {
        return list.items().stream().flatMap(item -> scalars(item)).toList();
      }
      return text().equals(EMPTY_LIST)
          ? List.of()
          : BETWEEN_WORDS.splitAsStream(text()).filter(word -> !word.isEmpty()).toList();
    }

    /** Where the setting stands, in words for the user. */
    String origin() {
      return origin(value.position());
    }

    /** Where a part of it stands, or the whole if that is not known. */
    String origin(Position part) {
      Position position = part.isKnown() ? part : value.position();
      String place = position.isKnown() ? ":" + position.line() + ":" + position.column() : "";
      return source + place + (key.isEmpty() ? "" : " " + key);
    }

    /** A part of it, as if it were a setting of its own. */
    Sourced part(Node part) {
      return new Sourced(part, source, key);
    }

    private static Stream<String> scalars(Node item) {
      return item instanceof Node.Scalar scalar ? Stream.of(scalar.text()) : Stream.empty();
    }
  }

  Optional<Sourced> find(Setting setting) {
    return Stream.of(flag(setting), variable(setting), file.find(setting), fallback(setting))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Every setting that has a value, and where that comes from. */
  List<Setting> present() {
    return Arrays.stream(Setting.values()).filter(setting -> find(setting).isPresent()).toList();
  }

  private Optional<Sourced> flag(Setting setting) {
    return Optional.ofNullable(flags.get(setting))
        .map(text -> Sourced.of(text, "flag " + setting.flag().orElseThrow()));
  }

  private Optional<Sourced> variable(Setting setting) {
    return setting.variables().stream()
        .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
        .map(
            variable ->
                Sourced.of(
                    environment.getOrDefault(variable, ""), "environment variable " + variable))
        .findFirst();
  }

  private static Optional<Sourced> fallback(Setting setting) {
    return setting.defaultText().map(text -> Sourced.of(text, "default"));
  }
}
