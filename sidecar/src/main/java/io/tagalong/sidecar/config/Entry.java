package io.tagalong.sidecar.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a setting is given, and what is special about it: the part of {@link Setting} that programs
 * read.
 *
 * @param variables its environment variables; the first that is set wins
 * @param flag with its dashes; nothing where a flag would be a mistake
 * @param placeholder what follows the flag in help texts; nothing for a switch that stands alone
 * @param defaultText what counts when nobody sets anything; nothing where that depends on the
 *     machine
 * @param traits what only some settings are
 */
record Entry(
    List<String> variables,
    Optional<String> flag,
    Optional<String> placeholder,
    Optional<String> defaultText,
    Set<Trait> traits) {
  /** What only some settings are. */
  enum Trait {
    /** A list of words, or a text with white space or commas between them. */
    WORDS,
    /** Lists and objects. */
    STRUCTURE,
    /** Its value may hold a key or a password, so it is shown nowhere, or only in part. */
    SECRET,
    /** A running sidecar takes a new value over when the file changes. */
    RELOADABLE
  }

  Entry {
    variables = List.copyOf(variables);
    traits = Set.copyOf(traits);
  }

  /** A setting with these environment variables and nothing else. */
  static Entry variable(String... names) {
    Optional<String> none = Optional.empty();
    return new Entry(List.of(names), none, none, none, Set.of());
  }

  /** The same with a flag that takes a value. */
  Entry flag(String name, String valuePlaceholder) {
    return new Entry(
        variables, Optional.of(name), Optional.of(valuePlaceholder), defaultText, traits);
  }

  /** The same with a flag that stands alone. */
  Entry toggle(String name) {
    return new Entry(variables, Optional.of(name), Optional.empty(), defaultText, traits);
  }

  /** The same with a default. */
  Entry standard(String text) {
    return new Entry(variables, flag, placeholder, Optional.of(text), traits);
  }

  /** The same with traits. */
  Entry being(Trait... given) {
    return new Entry(variables, flag, placeholder, defaultText, Set.of(given));
  }

  Form form() {
    if (traits.contains(Trait.STRUCTURE)) {
      return Form.STRUCTURE;
    }
    return traits.contains(Trait.WORDS) ? Form.WORDS : Form.TEXT;
  }
}
