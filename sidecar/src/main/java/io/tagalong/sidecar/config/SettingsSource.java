package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.LoadedSettings.Value;
import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.yaml.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final String SECRET = "(secret)";
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
    Settings settings = SettingsReader.read(sources, problems, machineName);
    List<Value> values =
        sources.present().stream()
            .map(setting -> value(setting, sources.find(setting).orElseThrow()))
            .toList();
    return new LoadedSettings(settings, values, warnings(sources));
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
    String text = setting == Setting.API_KEY ? SECRET : text(given.value());
    return new Value(setting, text, given.origin());
  }

  private static String text(Node value) {
    if (value instanceof Node.Items list) {
      return list.items().stream()
          .map(SettingsSource::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Node.Fields object) {
      return object.fields().stream()
          .map(field -> field.name() + ": " + text(field.value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof Node.Scalar scalar ? scalar.text().strip() : "null";
  }

  private static List<String> warnings(Sources sources) {
    String file = sources.file().name();
    Optional<Sourced> inFile = sources.file().find(Setting.API_KEY);
    return inFile.isPresent() && isReadableByAll(Path.of(file))
        ? List.of(
            inFile.get().origin()
                + ": every user of this machine can read the API key. Take the right away (chmod"
                + " o-r), or set DD_API_KEY instead.")
        : List.of();
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
