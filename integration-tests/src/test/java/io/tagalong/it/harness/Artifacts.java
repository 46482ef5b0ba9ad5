package io.tagalong.it.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build has put what the tests run. */
public final class Artifacts {
  private static final Path ROOT = Path.of(System.getProperty("tagalong.root"));

  private Artifacts() {}

  /** The root of the source tree. */
  public static Path root() {
    return ROOT;
  }

  public static Path agentJar() {
    return built("agent/target/tagalong-agent.jar");
  }

  public static Path sidecarJar() {
    return built("sidecar/target/tagalong-sidecar.jar");
  }

  /** The applications of {@code io.tagalong.it.app} with the metrics jar alone. */
  public static String metricsClassPath() {
    return ROOT.resolve("integration-tests/target/test-classes")
        + File.pathSeparator
        + built("metrics/target/tagalong-metrics.jar");
  }

  /** The applications of {@code io.tagalong.it.app} with this version of Sentry's SDK. */
  public static String sentryClassPath(String version) {
    return ROOT.resolve("integration-tests/target/test-classes")
        + File.pathSeparator
        + built("integration-tests/target/sentry/sentry-" + version + ".jar");
  }

  /**
   * The applications of {@code io.tagalong.it.app} with the Statsig SDK as a user would have it.
   */
  public static String statsigClassPath() {
    return ROOT.resolve("integration-tests/target/test-classes")
        + File.pathSeparator
        + built("examples/shop/target/shop.jar")
        + File.pathSeparator
        + built("examples/shop/target/lib")
        + "/*";
  }

  private static Path built(String path) {
    Path file = ROOT.resolve(path);
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing; run ./mvnw verify from the root");
    }
    return file;
  }
}
