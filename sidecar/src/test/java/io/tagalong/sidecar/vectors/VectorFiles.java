package io.tagalong.sidecar.vectors;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the files with conformance cases are: in the folder that the system property {@code
 * tagalong.vectors} names, or else in the test resources. So the same tests can run other cases.
 */
public final class VectorFiles {
  private VectorFiles() {}

  public static Path path(String file) {
    String folder = folder();
    return folder == null ? resource(file) : Path.of(folder, file);
  }

  /** Whether the files are those of the repository, whose number of cases is known. */
  public static boolean areOurs() {
    return folder() == null;
  }

  private static @Nullable String folder() {
    return System.getProperty("tagalong.vectors");
  }

  private static Path resource(String file) {
    try {
      return Path.of(
          Objects.requireNonNull(VectorFiles.class.getResource("/vectors/" + file), file).toURI());
    } catch (URISyntaxException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
