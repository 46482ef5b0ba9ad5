package io.tagalong.sidecar.config;

import java.util.Optional;

/**
 * One thing wrong with the settings.
 *
 * @param origin where the text came from: "environment variable DD_SITE", "flag --site"
 * @param complaint what is wrong, with the offending text unless that is secret
 * @param remedy what is allowed, or what to do
 * @param nearest the valid word that was probably meant
 */
public record Problem(String origin, String complaint, String remedy, Optional<String> nearest) {

  /** A problem without a word that was probably meant. */
  public static Problem of(String origin, String complaint, String remedy) {
    return new Problem(origin, complaint, remedy, Optional.empty());
  }

  /** The whole problem on one line. */
  @Override
  public String toString() {
    String hint = nearest.map(word -> " Did you mean " + word + "?").orElse("");
    return origin + ": " + complaint + ". " + remedy + "." + hint;
  }
}
