package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.LogSettings.Opening;
import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.webhook.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads whether logs are taken: by itself only from this machine, as DogStatsD is. */
record LogSettingsReader(Sources sources, List<Problem> problems) {
  private static final String LOOPBACK = "localhost|127(\\.[0-9]{1,3}){3}|::1";

  /** The words of the setting. */
  private enum Wanted {
    AUTO,
    ON,
    OFF
  }

  /**
   * Reads the settings.
   *
   * @param httpHost address that the HTTP receiver listens on
   */
  LogSettings settings(String httpHost) {
    List<Secret> keys = keys();
    boolean guarded = httpHost.matches(LOOPBACK) || !keys.isEmpty();
    Wanted wanted =
        new AggregationReader(sources, problems).oneOf(Wanted.values(), Setting.LOGS_INTAKE);
    Opening opening =
        switch (wanted) {
          case AUTO -> guarded ? Opening.IF_POSSIBLE : Opening.CLOSED;
          case ON -> Opening.REQUIRED;
          case OFF -> Opening.CLOSED;
        };
    if (opening == Opening.REQUIRED && !guarded) {
      problems.add(
          Problem.of(
              sources.find(Setting.LOGS_INTAKE).orElseThrow().origin(),
              "whoever reaches %s could send logs in your name"
                  .formatted(SettingsReader.quoted(httpHost)),
              "Set TAGALONG_LOGS_INTAKE_KEY or TAGALONG_LOGS_INTAKE_KEY_FILE, which senders then"
                  + " give as DD-API-KEY, or leave http_host at 127.0.0.1"));
    }
    return new LogSettings(opening, keys);
  }

  private List<Secret> keys() {
    List<Secret> keys = new ArrayList<>();
    sources
        .find(Setting.LOGS_INTAKE_KEY)
        .ifPresent(given -> keys.add(new Secret.Fixed(given.text())));
    sources.find(Setting.LOGS_INTAKE_KEY_FILE).ifPresent(given -> keys.add(inFile(given)));
    return keys;
  }

  private Secret inFile(Sourced given) {
    Secret key = new Secret.InFile(Path.of(given.text()));
    if (key.bytes().isEmpty()) {
      problems.add(
          Problem.of(
              given.origin(),
              "there is nothing to read in the file " + SettingsReader.quoted(given.text()),
              "Put the key there that senders of logs shall know"));
    }
    return key;
  }
}
