package io.tagalong.sidecar.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A secret that sender and receiver share. It has no text form. */
public sealed interface Secret {
  /** The secret's bytes; nothing when it cannot be had at the moment. */
  Optional<byte[]> bytes();

  /** A secret that never changes while the process runs. */
  final class Fixed implements Secret {
    private final String text;

    public Fixed(String text) {
      this.text = text;
    }

    @Override
    public Optional<byte[]> bytes() {
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A file with the secret, read anew for each webhook: it may be replaced at any time. */
  final class InFile implements Secret {
    private static final int MAX_BYTES = 4 * 1024;

    private final Path path;

    public InFile(Path path) {
      this.path = path;
    }

    /** White space around it does not count: most editors end a file with a newline. */
    @Override
    public Optional<byte[]> bytes() {
      try (InputStream in = Files.newInputStream(path)) {
        String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
        return text.isEmpty()
            ? Optional.empty()
            : Optional.of(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        // Nobody is let in by a secret that cannot be read; the refusal is counted and logged.
        return Optional.empty();
      }
    }
  }
}
