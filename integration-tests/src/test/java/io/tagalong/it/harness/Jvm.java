package io.tagalong.it.harness;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An installed JDK to run an application on.
 *
 * @param feature its version as one number, 17 or 25
 */
public record Jvm(Path home, int feature) {
  private static final List<Integer> TESTED = List.of(17, 25);

  /**
   * The JDK that runs the tests, and those of the versions that we test on which are installed
   * beside it.
   */
  public static List<Jvm> all() {
    Path own = Path.of(System.getProperty("java.home"));
    List<Jvm> found = new ArrayList<>(List.of(new Jvm(own, Runtime.version().feature())));
    try (Stream<Path> siblings = Files.list(own.resolveSibling("."))) {
      for (Path home : siblings.sorted().toList()) {
        int feature = feature(home.normalize());
        if (TESTED.contains(feature) && found.stream().noneMatch(jvm -> jvm.feature == feature)) {
          found.add(new Jvm(home.normalize(), feature));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** The JDK that runs the tests. */
  public static Jvm own() {
    return all().get(0);
  }

  /** What the folder's {@code release} file says, or 0 where there is no JDK. */
  private static int feature(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("[.\\-+]", 2)[0]);
  }

  Path java() {
    return home.resolve("bin/java");
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
