package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.connection.AdminAccess;
import io.tagalong.sidecar.connection.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads where connections are kept, and who may manage them. */
final class ConnectionReader {
  /** What nobody guesses: 128 bits in hexadecimal characters have 32. */
  private static final int MIN_TOKEN_CHARACTERS = 16;

  private final Sources sources;
  private final List<Problem> problems;

  ConnectionReader(Sources sources, List<Problem> problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /** Nothing without a folder, but a token is checked all the same. */
  Optional<ConnectionSettings> settings() {
    AdminAccess access = access();
    return sources
        .find(Setting.STATE_DIR)
        .map(
            folder ->
                new ConnectionSettings(
                    Path.of(folder.text()),
                    access,
                    sources.find(Setting.BACKFILL_DIR).map(files -> Path.of(files.text()))));
  }

  private AdminAccess access() {
    Optional<Sourced> text = sources.find(Setting.ADMIN_TOKEN);
    Optional<Sourced> file = sources.find(Setting.ADMIN_TOKEN_FILE);
    if (text.isPresent() && file.isPresent()) {
      problems.add(
          Problem.of(
              file.get().origin(),
              "the token is set as a text as well",
              "Set one of the two, not both"));
    }
    if (text.isPresent()) {
      return withToken(text.get().text(), text.get());
    }
    if (file.isPresent()) {
      return withToken(content(file.get()), file.get());
    }
    checkHost();
    return AdminAccess.fromThisMachine();
  }

  private AdminAccess withToken(String token, Sourced given) {
    if (!token.matches("[!-~]{" + MIN_TOKEN_CHARACTERS + ",}")) {
      problems.add(
          Problem.of(
              given.origin(),
              "the token (not shown, %d characters) cannot be used".formatted(token.length()),
              "Allowed are at least %d visible ASCII characters".formatted(MIN_TOKEN_CHARACTERS)));
    }
    return AdminAccess.withToken(token);
  }

  private String content(Sourced file) {
    try {
      return Files.readString(Path.of(file.text())).strip();
    } catch (IOException unreadable) {
      problems.add(
          Problem.of(
              file.origin(),
              "the file %s cannot be read (%s)".formatted(file.text(), unreadable),
              "Put the token there"));
      return "";
    }
  }

  /** Without a token whoever reaches the port could take the data elsewhere. */
  private void checkHost() {
    Sourced host = sources.find(Setting.HTTP_HOST).orElseThrow();
    boolean loopback = host.text().matches("localhost|127(\\.[0-9]{1,3}){3}|::1|\\[::1]");
    if (sources.find(Setting.STATE_DIR).isPresent() && !loopback) {
      problems.add(
          Problem.of(
              host.origin(),
              "connections could be managed by whoever reaches " + host.text(),
              "Set TAGALONG_ADMIN_TOKEN or TAGALONG_ADMIN_TOKEN_FILE, or listen on 127.0.0.1"));
    }
  }
}
