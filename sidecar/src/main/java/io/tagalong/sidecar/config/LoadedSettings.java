package io.tagalong.sidecar.config;

import java.util.Arrays;
import java.util.List;

/**
 * Valid settings, with what a user may want to know about where they come from.
 *
 * @param values every setting that has a value, in the order of {@link Setting}
 * @param given the same values, for comparison
 * @param warnings what works, but should not stay as it is
 */
public record LoadedSettings(
    Settings settings, List<Value> values, GivenValues given, List<String> warnings) {

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
        .filter(setting -> !setting.isReloadable() && given.differs(setting, newer.given))
        .toList();
  }
}
