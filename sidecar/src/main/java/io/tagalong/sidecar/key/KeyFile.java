package io.tagalong.sidecar.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A file with the key and nothing else but white space, such as a mounted secret. A platform
 * replaces it in place or by a link; both change its time or its size.
 *
 * <p>Threads: owned by the thread that reads.
 */
public final class KeyFile implements KeySource {

  /** A key, and more white space than anybody has. */
  private static final int MAX_BYTES = 1024;

  private final Path file;
  private @Nullable Trace lastRead;

  /** What is compared to notice another content. */
  private record Trace(FileTime modified, long bytes) {
    static Trace of(Path file) throws IOException {
      return new Trace(Files.getLastModifiedTime(file), Files.size(file));
    }
  }

  public KeyFile(Path file) {
    this.file = file;
  }

  @Override
  public ApiKey read() throws KeyUnavailableException {
    try {
      Trace trace = Trace.of(file); // before the content, so that a later change is not missed
      String text = content().strip();
      if (!ApiKey.isWellFormed(text)) {
        throw new KeyUnavailableException(
            "the file %s holds no Datadog API key (%d characters, not shown); allowed are %s"
                .formatted(file, text.length(), ApiKey.SHAPE));
      }
      lastRead = trace;
      return new ApiKey(text);
    } catch (IOException unreadable) {
      throw new KeyUnavailableException(
          "the file %s cannot be read (%s)".formatted(file, unreadable));
    }
  }

  /** A file that cannot be seen at the moment has not changed: secrets vanish while replaced. */
  @Override
  public boolean looksChanged() {
    try {
      return !Trace.of(file).equals(lastRead);
    } catch (IOException unreadable) {
      return false; // the key in use stays; a refusal of it makes read() say what is wrong
    }
  }

  private String content() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    }
  }
}
