package io.tagalong.agent.link;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes out what an optional of any kind holds. Hot. */
final class Optionals {
  private Optionals() {}

  /**
   * Whether a value of this declared class is, or may turn out as, one to take something out of.
   */
  static boolean mayBe(Class<?> declared) {
    return declared == Object.class
        || declared == OptionalInt.class
        || declared == OptionalLong.class
        || declared == OptionalDouble.class;
  }

  /** What is inside an optional, null for an empty one; any other value as it is. */
  static @Nullable Object value(@Nullable Object value) {
    if (value == null || value instanceof String) {
      return value;
    }
    if (value instanceof Optional) {
      return ((Optional<?>) value).orElse(null);
    }
    if (value instanceof OptionalInt) {
      OptionalInt number = (OptionalInt) value;
      return number.isPresent() ? Boxes.of((long) number.getAsInt()) : null;
    }
    if (value instanceof OptionalLong) {
      OptionalLong number = (OptionalLong) value;
      return number.isPresent() ? Boxes.of(number.getAsLong()) : null;
    }
    if (value instanceof OptionalDouble) {
      OptionalDouble number = (OptionalDouble) value;
      return number.isPresent() ? Boxes.of(number.getAsDouble()) : null;
    }
    return value;
  }
}
