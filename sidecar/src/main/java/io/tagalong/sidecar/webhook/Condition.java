package io.tagalong.sidecar.webhook;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that holds of a webhook or does not.
 *
 * @param constants what the value is compared with, at least one; empty stands for null
 */
public record Condition(Chain chain, Operator operator, List<Optional<String>> constants) {

  /** How the value is compared. */
  enum Operator {
    EQUALS,
    DIFFERS,
    CONTAINS
  }

  public Condition {
    constants = List.copyOf(constants);
  }

  boolean holds(Message message) {
    Optional<String> value = chain.text(message);
    return switch (operator) {
      case EQUALS -> constants.contains(value);
      case DIFFERS -> !constants.contains(value);
      case CONTAINS -> value.isPresent() && constants.stream().anyMatch(c -> isIn(c, value.get()));
    };
  }

  /** Whether it speaks of the element of a list. */
  boolean readsItem() {
    return chain.paths().stream().anyMatch(path -> path.root() == Path.Root.ITEM);
  }

  private static boolean isIn(Optional<String> part, String whole) {
    return part.isPresent()
        && whole.toLowerCase(Locale.ROOT).contains(part.get().toLowerCase(Locale.ROOT));
  }
}
