package io.tagalong.sidecar.config;

import java.util.Arrays;
import java.util.List;

/**
 * Valid settings, with what a user may want to know about where they come from.
 *
 * @param values every setting that has a value, in the order of {@link Setting}
 * @param warnings what works, but should not stay as it is
 */
public record LoadedSettings(Settings settings, List<Value> values, List<String> warnings) {

  /**
   * The value of a setting in words, and where it stands.
   *
   * @param text never a secret
   */
  public record Value(Setting setting, String text, String origin) {}

  public LoadedSettings {
    values = List.copyOf(values);
    warnings = List.copyOf(warnings);
  }

  /** The settings that differ in the newer ones and that a running sidecar cannot take over. */
  public List<Setting> needingRestart(LoadedSettings newer) {
    return Arrays.stream(Setting.values())
        .filter(setting -> !setting.isReloadable() && differs(setting, newer))
        .toList();
  }

  /** Keys look alike in words, so they are compared themselves. */
  private boolean differs(Setting setting, LoadedSettings newer) {
    return setting == Setting.API_KEY
        ? settings.destination() instanceof Destination.Intake before
            && newer.settings.destination() instanceof Destination.Intake after
            && !before.key().equals(after.key())
        : !text(setting).equals(newer.text(setting));
  }

  private String text(Setting setting) {
    return values.stream()
        .filter(value -> value.setting() == setting)
        .map(Value::text)
        .findFirst()
        .orElse("");
  }
}
