package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.LoadedSettings.Value;
import io.tagalong.sidecar.config.Sources.Sourced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Flags, environment and file: where settings are read from, at the start and again when the file
 * has changed.
 *
 * <p>The file is compared by its content, which is small. Times and sizes would miss a change
 * within a tick of the clock, and links would hide one: Kubernetes replaces a ConfigMap by pointing
 * a link elsewhere.
 *
 * <p>Threads: confined to one at a time; the program's first, then the reloading one.
 */
public final class SettingsSource {
  private static final byte[] UNREADABLE = {};

  private final Sources withoutFile;
  private final Supplier<String> machineName;
  private byte[] lastContent = UNREADABLE;

  /**
   * Says where to read from; nothing is read yet.
   *
   * @param flags the texts of the flags that were given
   * @param machineName asked only when no source names the host
   */
  public SettingsSource(
      Map<String, String> environment, Map<Setting, String> flags, Supplier<String> machineName) {
    withoutFile = new Sources(SettingsFile.NONE, environment, flags);
    this.machineName = machineName;
  }

  /** Whether the file is not as it was when the settings were last loaded, or tried to be. */
  public boolean hasChanged() {
    return !Arrays.equals(content(), lastContent);
  }

  /** Reads everything. */
  public LoadedSettings load() throws InvalidSettingsException {
    lastContent = content();
    List<Problem> problems = new ArrayList<>();
    Sources sources = new Sources(file(problems), withoutFile.environment(), withoutFile.flags());
    List<String> warnings = new ArrayList<>(exposedSecrets(sources));
    Settings settings = SettingsReader.read(sources, problems, warnings, machineName);
    List<Value> values =
        sources.present().stream()
            .map(setting -> value(setting, sources.find(setting).orElseThrow()))
            .toList();
    return new LoadedSettings(settings, values, given(sources), warnings);
  }

  private SettingsFile file(List<Problem> problems) {
    Sourced given = withoutFile.find(Setting.CONFIG).orElseThrow();
    try {
      Path path = Path.of(given.text());
      boolean named = !given.equals(defaultFile());
      return named || Files.exists(path) ? SettingsFile.read(path, problems) : SettingsFile.NONE;
    } catch (InvalidPathException noPath) {
      problems.add(
          Problem.of(
              given.origin(),
              SettingsReader.quoted(given.text()) + " is not a path",
              "Allowed is the path of a file"));
      return SettingsFile.NONE;
    }
  }

  private static Sourced defaultFile() {
    return new Sources(SettingsFile.NONE, Map.of(), Map.of()).find(Setting.CONFIG).orElseThrow();
  }

  /** Empty for a file that cannot be read; {@link #load} says why, if it matters. */
  private byte[] content() {
    try {
      return SettingsFile.bytes(
          Path.of(withoutFile.find(Setting.CONFIG).map(Sourced::text).orElseThrow()));
    } catch (IOException | InvalidPathException unreadable) {
      return UNREADABLE;
    }
  }

  private static Value value(Setting setting, Sourced given) {
    return new Value(setting, Shown.text(setting, given.value()), given.origin());
  }

  private static GivenValues given(Sources sources) {
    return new GivenValues(
        sources.present().stream()
            .collect(
                Collectors.toMap(
                    setting -> setting,
                    setting -> Shown.whole(sources.find(setting).orElseThrow().value()))));
  }

  private static List<String> exposedSecrets(Sources sources) {
    SettingsFile file = sources.file();
    List<Sourced> secrets =
        Arrays.stream(Setting.values())
            .flatMap(
                setting ->
                    file
                        .find(setting)
                        .filter(given -> Shown.hidesSomething(setting, given.value()))
                        .stream())
            .toList();
    return !secrets.isEmpty() && isReadableByAll(Path.of(file.name()))
        ? secrets.stream().map(SettingsSource::warning).toList()
        : List.of();
  }

  private static String warning(Sourced secret) {
    return secret.origin()
        + ": every user of this machine can read this secret. Take the right away (chmod o-r), or"
        + " set the environment variable instead.";
  }

  /** Where the system knows no such rights, nothing can be said. */
  private static boolean isReadableByAll(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }
}
