package io.tagalong.agent.json;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object, member after member. A member without a value is left out. */
public final class JsonObject {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder("{");

  /** Adds a string, unless it is null. */
  public JsonObject text(String name, @Nullable String value) {
    if (value != null) {
      quote(name(name), value);
    }
    return this;
  }

  public JsonObject whole(String name, long value) {
    name(name).append(value);
    return this;
  }

  /** Adds a number without an exponent, unless it is none. */
  public JsonObject number(String name, double value) {
    if (Double.isFinite(value)) {
      name(name).append(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
    }
    return this;
  }

  public JsonObject flag(String name, boolean value) {
    name(name).append(value);
    return this;
  }

  public JsonObject object(String name, JsonObject value) {
    name(name).append(value);
    return this;
  }

  private StringBuilder name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    return quote(text, name).append(':');
  }

  private static StringBuilder quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        // Escaped, half a pair is not lost when the text becomes UTF-8.
        text.append("\\u")
            .append(HEX.charAt(c >> 12))
            .append(HEX.charAt(c >> 8 & 15))
            .append(HEX.charAt(c >> 4 & 15))
            .append(HEX.charAt(c & 15));
      } else {
        text.append(c);
      }
    }
    return text.append('"');
  }

  /** The object so far, in one line. */
  @Override
  public String toString() {
    return text + "}";
  }
}
