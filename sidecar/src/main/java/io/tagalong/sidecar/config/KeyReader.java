package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.FixedKey;
import io.tagalong.sidecar.key.KeyFile;
import io.tagalong.sidecar.key.KeySource;
import io.tagalong.sidecar.key.KeyUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds API keys: as they stand in a setting, in a file, or behind a handle {@code ENC[name]} that
 * a program of the user's turns into the key, as for the Datadog Agent.
 */
final class KeyReader {

  private static final Pattern HANDLE = Pattern.compile("ENC\\[([^\\[\\]]+)\\]");

  private final Sources sources;
  private final List<Problem> problems;

  /**
   * A key, and where it is read again.
   *
   * @param handle by which a program knows it, also when it is replaced
   */
  record Found(ApiKey key, KeySource source, Optional<String> handle) {}

  KeyReader(Sources sources, List<Problem> problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /** The main key; nothing, and a problem, when there is none. */
  Optional<Found> main() {
    Optional<Sourced> text = sources.find(Setting.API_KEY);
    Optional<Sourced> file = sources.find(Setting.API_KEY_FILE);
    if (text.isPresent() && file.isPresent()) {
      problems.add(
          Problem.of(
              file.get().origin(), "DD_API_KEY is set as well", "Set one of the two, not both"));
    }
    if (text.isPresent()) {
      return of(text.get().text(), text.get().origin());
    }
    if (file.isPresent()) {
      return read(new KeyFile(Path.of(file.get().text())), Optional.empty(), file.get().origin());
    }
    problems.add(
        Problem.of(
            "API key",
            "none is set, so nothing could be delivered",
            "Set the environment variable DD_API_KEY or DD_API_KEY_FILE,"
                + " or add --dry-run to print what would be delivered instead"));
    return Optional.empty();
  }

  /** A key that is given as a text; nothing, and a problem, when it is none. */
  Optional<Found> of(String text, String origin) {
    Matcher handle = HANDLE.matcher(text);
    if (handle.matches()) {
      return command(handle.group(1), origin);
    }
    if (ApiKey.isWellFormed(text)) {
      ApiKey key = new ApiKey(text);
      return Optional.of(new Found(key, new FixedKey(key), Optional.empty()));
    }
    problems.add(
        Problem.of(
            origin,
            "the value (not shown, %d characters) is not a Datadog API key"
                .formatted(text.length()),
            "Allowed are " + ApiKey.SHAPE + "; application keys do not work here"));
    return Optional.empty();
  }

  private Optional<Found> command(String handle, String origin) {
    Optional<Sourced> program = sources.find(Setting.SECRET_BACKEND_COMMAND);
    if (program.isEmpty()) {
      problems.add(
          Problem.of(
              origin,
              "ENC[" + handle + "] is a handle, and there is no program to ask about it",
              "Set DD_SECRET_BACKEND_COMMAND to its path"));
      return Optional.empty();
    }
    List<String> arguments =
        sources.find(Setting.SECRET_BACKEND_ARGUMENTS).map(Sourced::words).orElse(List.of());
    return read(
        new KeyCommand(program.get().text(), arguments, handle),
        Optional.of(handle),
        program.get().origin());
  }

  private Optional<Found> read(KeySource source, Optional<String> handle, String origin) {
    try {
      return Optional.of(new Found(source.read(), source, handle));
    } catch (KeyUnavailableException unavailable) {
      problems.add(
          Problem.of(origin, unavailable.reason(), "Put the API key there, and start again"));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      problems.add(Problem.of(origin, "reading the key was interrupted", "Start again"));
    }
    return Optional.empty();
  }
}
