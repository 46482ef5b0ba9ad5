package io.tagalong.sidecar.config;

import java.util.Map;
import java.util.Optional;

/**
 * The places a setting's text can come from: flags before environment variables before the default.
 * Surrounding white space does not count, and a variable that is set to nothing is not set:
 * manifests often render absent values that way.
 */
record Sources(Map<String, String> environment, Map<Setting, String> flags) {

  /** A setting's text and the words that tell a user where it stands. */
  record Sourced(String text, String origin) {}

  Optional<Sourced> find(Setting setting) {
    String flagText = flags.get(setting);
    if (flagText != null) {
      return Optional.of(new Sourced(flagText.strip(), "flag " + setting.flag().orElseThrow()));
    }
    for (String variable : setting.variables()) {
      String text = environment.getOrDefault(variable, "").strip();
      if (!text.isEmpty()) {
        return Optional.of(new Sourced(text, "environment variable " + variable));
      }
    }
    return setting.defaultText().map(text -> new Sourced(text, "default"));
  }
}
