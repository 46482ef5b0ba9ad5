package io.tagalong.benchmarks.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The programs of the system that the benchmark relies on. */
public final class Tools {
  private Tools() {}

  /** Whether a program of this name is on the PATH. */
  public static boolean has(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /**
   * @param cure what to install
   * @throws UnusableMachineException if the program is missing
   */
  public static void require(String program, String cure) {
    if (!has(program)) {
      throw new UnusableMachineException(program + " is not on the PATH: " + cure);
    }
  }

  /** Compiles a C source for this machine's own processor, and gives the program. */
  public static Path compile(Path source, Path folder) throws IOException, InterruptedException {
    require("gcc", "install a C compiler (apt-get install gcc libc6-dev)");
    Path program = folder.resolve(source.getFileName().toString().replace(".c", ""));
    run(
        "gcc",
        folder,
        List.of("gcc", "-O3", "-march=native", "-o", program.toString(), source.toString()));
    return program;
  }

  /** Installs packages of npm, each with its exact version, into the folder. */
  public static void installFromNpm(Path folder, List<String> packages)
      throws IOException, InterruptedException {
    require("npm", "install Node.js with npm, or leave out --peers");
    Stream<String> command = Stream.of("npm", "install", "--prefix", folder.toString());
    Stream<String> options = Stream.of("--no-save", "--ignore-scripts", "--no-audit", "--no-fund");
    run("npm", folder, Stream.of(command, options, packages.stream()).flatMap(s -> s).toList());
  }

  /** In the caller's environment: proxies and certificates are for tools, not for servers. */
  private static void run(String name, Path folder, List<String> command)
      throws IOException, InterruptedException {
    try (Program program = Program.start(name, 0, System.getenv(), command, folder)) {
      program.awaitEnd();
    }
  }
}
