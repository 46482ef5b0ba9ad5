package io.tagalong.agent.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link JsonPaths} have found in a text. One that stops being JSON has the members that were
 * found before.
 */
public final class JsonFields {
  private final Map<String, Object> found;

  JsonFields(Map<String, Object> found) {
    this.found = found;
  }

  /** A member that is a string; null when there is none. */
  public @Nullable String text(String path) {
    Object value = found.get(path);
    return value instanceof String ? (String) value : null;
  }

  /** A member that is a number; not a number when there is none. */
  public double number(String path) {
    Object value = found.get(path);
    return value instanceof Double ? (Double) value : Double.NaN;
  }

  /** A member that is a number, without its fraction; 0 when there is none. */
  public long whole(String path) {
    return (long) number(path);
  }
}
