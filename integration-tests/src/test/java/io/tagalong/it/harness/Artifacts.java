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

  /**
   * The flag of a JVM that has the agent.
   *
   * @param options such as {@code port=8125,rules=rules.yaml}
   */
  public static String agent(String options) {
    return "-javaagent:" + agentJar() + "=" + options;
  }

  public static Path sidecarJar() {
    return built("sidecar/target/tagalong-sidecar.jar");
  }

  public static Path emulatorJar() {
    return built("intake-emulator/target/tagalong-intake-emulator.jar");
  }

  public static Path metricsJar() {
    return built("metrics/target/tagalong-metrics.jar");
  }

  /** The sidecar behind a {@code main} that turns its time. */
  public static String turnedSidecarClassPath() {
    return classPath(
        sidecarJar().toString(),
        built("integration-tests/turned-sidecar/target/tagalong-turned-sidecar.jar").toString());
  }

  /** Another vendor's agent: {@code opentelemetry-javaagent} or {@code dd-java-agent}. */
  public static Path neighbour(String name) {
    return built("integration-tests/target/neighbours/" + name + ".jar");
  }

  /** What a jar of Spring Boot begins with. */
  static Path springBootLoader() {
    return built("integration-tests/target/spring-boot/spring-boot-loader.jar");
  }

  /** The applications of {@code io.tagalong.it.app}, without a library. */
  public static Path applications() {
    return built("integration-tests/target/test-classes");
  }

  /** The applications of {@code io.tagalong.it.app} with the metrics jar alone. */
  public static String metricsClassPath() {
    return classPath(applications().toString(), metricsJar().toString());
  }

  /** The applications of {@code io.tagalong.it.app} with this version of Sentry's SDK. */
  public static String sentryClassPath(String version) {
    return classPath(
        applications().toString(),
        built("integration-tests/target/sentry/sentry-" + version + ".jar").toString());
  }

  /**
   * The applications of {@code io.tagalong.it.app} with the Statsig SDK as a user would have it.
   */
  public static String statsigClassPath() {
    return classPath(
        applications().toString(),
        built("examples/shop/target/shop.jar").toString(),
        built("examples/shop/target/lib") + "/*");
  }

  /** The last 1.x of the Statsig SDK, without the libraries that it needs. */
  public static Path statsigOneJar() {
    return built("integration-tests/statsig-serversdk-1/target/lib/serversdk-1.18.1.jar");
  }

  /** The same applications with the SDK's last 1.x. */
  public static String statsigOneClassPath() {
    return classPath(
        applications().toString(),
        built("integration-tests/statsig-serversdk-1/target/lib") + "/*");
  }

  /** The same applications with Statsig's core in Rust. */
  public static String statsigCoreClassPath() {
    return classPath(
        applications().toString(), built("integration-tests/target/statsig-javacore") + "/*");
  }

  /**
   * The same applications with a framework for language models: {@code langchain4j}, {@code
   * langchain4j-1.0}, {@code spring-ai-1} or {@code spring-ai-2}.
   */
  public static String frameworkClassPath(String name) {
    String way = name.equals("langchain4j-1.0") ? "langchain4j" : name;
    return classPath(
        applications().toString(),
        built("integration-tests/" + way + "/target/classes").toString(),
        built("integration-tests/" + name + "/target/lib") + "/*");
  }

  /** The same applications with the newest SDKs of OpenAI and Anthropic. */
  public static String llmClassPath() {
    return classPath(
        applications().toString(), built("integration-tests/llm-sdks/target/lib") + "/*");
  }

  /** The same applications with their oldest SDKs that we watch. */
  public static String llmOldClassPath() {
    return classPath(
        applications().toString(), built("integration-tests/llm-sdks-old/target/lib") + "/*");
  }

  /**
   * The applications of {@code io.tagalong.it.app} with HTTP clients.
   *
   * @param okHttp the version of OkHttp: 3, 4 or 5
   */
  public static String httpClientsClassPath(int okHttp) {
    String built = "integration-tests/http-clients/target/";
    String libraries = built(built + "lib") + "/*";
    return okHttp == 4
        ? classPath(applications().toString(), libraries)
        : classPath(applications().toString(), built(built + "okhttp-" + okHttp) + "/*", libraries);
  }

  private static String classPath(String... elements) {
    return String.join(File.pathSeparator, elements);
  }

  private static Path built(String path) {
    Path file = ROOT.resolve(path);
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing; run ./mvnw verify from the root");
    }
    return file;
  }
}
