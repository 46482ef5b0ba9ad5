package io.tagalong.benchmarks.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that the benchmark has started, on a core of its own. It writes to a file, so that it
 * can never block on a pipe, and nothing of it wakes the benchmark.
 */
public final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String name;
  private final Process process;
  private final Path output;

  private Program(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a command.
   *
   * @param core the only core that it may use
   * @param environment all that it gets beside {@code PATH} and {@code HOME}
   * @param folder where its output goes
   */
  public static Program start(
      String name, int core, Map<String, String> environment, List<String> command, Path folder)
      throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    pinned.addAll(command);
    Path output = Files.createTempFile(folder, name.replaceAll("\\W+", "-"), ".log");
    ProcessBuilder builder =
        new ProcessBuilder(pinned)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(key -> !key.equals("PATH") && !key.equals("HOME"));
    builder.environment().putAll(environment);
    return new Program(name, builder.start(), output);
  }

  public long pid() {
    return process.pid(); // taskset replaces itself by the command
  }

  public ProcessFigures figures() {
    return new ProcessFigures(pid());
  }

  /** Waits until it has written such a line, and gives what the pattern captures. */
  public String await(Pattern pattern) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      Matcher matcher = pattern.matcher(output());
      if (matcher.find()) {
        return matcher.group(1);
      }
    } while (!process.waitFor(5, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
    throw new UnusableMachineException(
        name + " wrote no line like '" + pattern + "'; its output:\n" + output());
  }

  /** Writes a line to its standard input. */
  public void tell(String line) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  /** Waits for its end, at most so long, and tells whether it has ended. */
  public boolean endsWithin(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for a successful end, and gives all that it wrote. */
  public String awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new UnusableMachineException(name + " has not ended after " + PATIENCE);
    }
    if (process.exitValue() != 0) {
      throw new UnusableMachineException(
          name + " ended with status " + process.exitValue() + ":\n" + output());
    }
    return output();
  }

  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end, as Kubernetes would, and waits; ends it if it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
