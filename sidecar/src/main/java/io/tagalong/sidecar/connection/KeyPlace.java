package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.key.KeyFile;
import io.tagalong.sidecar.key.KeySource;
import io.tagalong.sidecar.key.KeyUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where a key of a connection stands. Of the three only the first is in the state file itself. */
sealed interface KeyPlace {

  /**
   * The text that stands there.
   *
   * @param environment of the process
   */
  String text(Map<String, String> environment) throws KeyUnavailableException;

  /** The place as one where an API key is read again when it may have changed. */
  default KeySource source(Map<String, String> environment) {
    return new TextKey(this, environment);
  }

  /** The place in words for the user. */
  String words();

  /** The key itself. Its text form hides it. */
  record Stored(String key) implements KeyPlace {
    @Override
    public String text(Map<String, String> environment) {
      return key;
    }

    @Override
    public String words() {
      return "the state file";
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }

  /** An environment variable of the sidecar, which never changes while it runs. */
  record Variable(String name) implements KeyPlace {
    @Override
    public String text(Map<String, String> environment) throws KeyUnavailableException {
      String value = environment.getOrDefault(name, "").strip();
      if (value.isEmpty()) {
        throw new KeyUnavailableException(words() + " is not set");
      }
      return value;
    }

    @Override
    public String words() {
      return "the environment variable " + name;
    }
  }

  /** A file with nothing else in it but white space. */
  record InFile(Path path) implements KeyPlace {
    @Override
    public String text(Map<String, String> environment) throws KeyUnavailableException {
      try {
        return Files.readString(path).strip();
      } catch (IOException unreadable) {
        throw new KeyUnavailableException("%s cannot be read (%s)".formatted(words(), unreadable));
      }
    }

    @Override
    public KeySource source(Map<String, String> environment) {
      return new KeyFile(path);
    }

    @Override
    public String words() {
      return "the file " + path;
    }
  }
}
