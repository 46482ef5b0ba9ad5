package io.tagalong.it.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * DogStatsD clients from npm, run by Node.js.
 *
 * <p>They are installed once, in exact versions, under the build folder; from then on they work
 * offline. Which registry they come from is npm's own setting.
 */
public final class NodeClients {
  private static final Map<String, String> VERSIONS =
      Map.of("hot-shots", "17.1.1", "node-statsd", "0.1.1");

  private final Path folder;

  private NodeClients(Path folder) {
    this.folder = folder;
  }

  /**
   * The clients, installed if they were not; nothing where there is no Node.js, which one line
   * says.
   *
   * @throws AssertionError when Node.js is missing on a machine of CI ({@code CI=true}), or when
   *     npm cannot install
   */
  public static Optional<NodeClients> find() throws IOException, InterruptedException {
    if (!isInstalled("node") || !isInstalled("npm")) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError("node and npm are missing; .ci/run installs them");
      }
      System.out.println("Clients of Node.js were not tried: node or npm is not on the PATH.");
      return Optional.empty();
    }
    NodeClients clients = new NodeClients(Artifacts.root().resolve("integration-tests/target/npm"));
    if (!clients.areInstalled()) {
      clients.install();
    }
    return Optional.of(clients);
  }

  /** Runs a script with these arguments; it may {@code require} the clients. */
  public JavaProcess run(Path script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("node", script.toString()));
    command.addAll(List.of(arguments));
    return JavaProcess.start(
        Map.of("NODE_PATH", folder.resolve("node_modules").toString()), command);
  }

  private void install() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                "npm",
                "install",
                "--prefix",
                folder.toString(),
                "--no-save",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                // unix-dgram is native code, and builds only where there is a compiler.
                "--omit=optional"));
    VERSIONS.forEach((name, version) -> command.add(name + "@" + version));
    // All of the environment, since it tells npm where its registry, proxy and cache are.
    try (JavaProcess npm = JavaProcess.start(System.getenv(), command)) {
      JavaProcess.Result result = npm.awaitEnd();
      if (result.status() != 0) {
        throw new AssertionError(
            "npm could not install " + VERSIONS + " into " + folder + ":\n" + result.err());
      }
    }
  }

  private boolean areInstalled() throws IOException {
    for (Map.Entry<String, String> client : VERSIONS.entrySet()) {
      Path manifest =
          folder.resolve("node_modules").resolve(client.getKey()).resolve("package.json");
      Pattern version =
          Pattern.compile("\"version\"\\s*:\\s*" + Pattern.quote('"' + client.getValue() + '"'));
      if (!Files.exists(manifest) || !version.matcher(Files.readString(manifest)).find()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
