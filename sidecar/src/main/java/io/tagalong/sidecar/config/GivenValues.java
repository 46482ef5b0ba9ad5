package io.tagalong.sidecar.config;

import java.util.Map;
import java.util.Objects;

/**
 * The values of settings as they were given, secrets too. They can be compared, and nothing else:
 * no text of this object, and of none that holds it, shows them.
 */
final class GivenValues {
  private final Map<Setting, String> values;

  GivenValues(Map<Setting, String> values) {
    this.values = Map.copyOf(values);
  }

  boolean differs(Setting setting, GivenValues other) {
    return !Objects.equals(values.get(setting), other.values.get(setting));
  }
}
