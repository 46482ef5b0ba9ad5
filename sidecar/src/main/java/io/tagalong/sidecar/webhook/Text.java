package io.tagalong.sidecar.webhook;

import java.util.List;
import java.util.Optional;

/** A text that a rule makes of a webhook. */
public sealed interface Text {
  /** There is none. */
  Text NOTHING = new Joined(List.of());

  /** The text, if what it is made of is there. */
  Optional<String> of(Message message);

  /**
   * What several chains find, one behind the other. What is absent is left out; where nothing but
   * constants is left there is no text, unless it consists of constants.
   */
  record Joined(List<Chain> parts) implements Text {
    public Joined {
      parts = List.copyOf(parts);
    }

    @Override
    public Optional<String> of(Message message) {
      boolean constant = !parts.isEmpty();
      boolean found = false;
      StringBuilder joined = new StringBuilder();
      for (Chain part : parts) {
        Optional<String> text = part.text(message);
        text.ifPresent(joined::append);
        constant &= part.isConstant();
        found |= !part.isConstant() && text.isPresent();
      }
      return found || constant ? Optional.of(joined.toString()) : Optional.empty();
    }
  }

  /** One text where the condition holds, and the other where not. */
  record Either(Condition condition, Text then, Text otherwise) implements Text {
    @Override
    public Optional<String> of(Message message) {
      return (condition.holds(message) ? then : otherwise).of(message);
    }
  }
}
