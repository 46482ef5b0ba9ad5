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
    CONTAINS,
    LIKE
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
      case LIKE -> value.isPresent() && constants.stream().anyMatch(c -> isLike(c, value.get()));
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

  /** Each {@code *} of the pattern stands for any text, the shortest one that will do. */
  private static boolean isLike(Optional<String> pattern, String text) {
    if (pattern.isEmpty()) {
      return false;
    }
    String[] pieces = pattern.get().split("\\*", -1);
    String last = pieces[pieces.length - 1];
    if (pieces.length == 1) {
      return text.equals(last);
    }
    int at = text.startsWith(pieces[0]) ? pieces[0].length() : -1;
    for (int i = 1; i < pieces.length - 1 && at >= 0; i++) {
      int found = text.indexOf(pieces[i], at);
      at = found < 0 ? -1 : found + pieces[i].length();
    }
    return at >= 0 && text.length() - at >= last.length() && text.endsWith(last);
  }
}
