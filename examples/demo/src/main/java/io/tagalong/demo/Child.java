package io.tagalong.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of the demo: started with a clean environment, read line by line, and ended with it.
 *
 * <p>Its reader thread takes both of its outputs, so that it can never block on a full pipe.
 */
final class Child implements AutoCloseable {
  private static final Duration STOP_BUDGET = Duration.ofSeconds(12);

  /** The children write a few dozen lines; a runaway one must not fill the memory. */
  private static final int MAX_LINES = 10_000;

  /** Variables that would set up the product, or have any JVM load an agent. */
  private static final Pattern FOREIGN = Pattern.compile("(DD|TAGALONG|SENTRY)_.*|.*_OPTIONS");

  private final String name;
  private final Process process;

  /** Filled by the reader thread, emptied by the demo's. */
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>(MAX_LINES);

  /** What the demo's thread has read. */
  private final List<String> seen = new ArrayList<>();

  private final Thread reader;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = new Thread(this::read, "demo-read-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a JVM like this one.
   *
   * @param environment all that it gets beside the machine's own; settings of Datadog, Tagalong,
   *     Sentry and other agents that the caller happens to have do not leak in
   */
  static Child java(String name, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(key -> FOREIGN.matcher(key).matches());
    builder.environment().putAll(environment);
    return new Child(name, builder.start());
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!unread.offer(line)) {
          System.err.println("tagalong demo: " + name + " writes too much, left out: " + line);
        }
      }
    } catch (IOException e) {
      System.err.println("tagalong demo: can no longer read from " + name + ": " + e);
    }
  }

  /** Waits for a line and gives what its pattern captures. */
  MatchResult await(Pattern pattern, Duration patience)
      throws DemoFailedException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      String line = unread.poll(50, TimeUnit.MILLISECONDS);
      if (line == null) {
        if (!process.isAlive() && !reader.isAlive() && unread.isEmpty()) {
          throw failed("ended with status " + process.exitValue());
        }
        continue;
      }
      seen.add(line);
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        return matcher.toMatchResult();
      }
    }
    throw failed("did not become ready within " + patience.toSeconds() + " s");
  }

  /** Waits for a successful end and gives all lines. */
  List<String> awaitEnd(Duration patience) throws DemoFailedException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failed("did not end within " + patience.toSeconds() + " s");
    }
    reader.join();
    unread.drainTo(seen);
    if (process.exitValue() != 0) {
      throw failed("ended with status " + process.exitValue());
    }
    return seen;
  }

  private DemoFailedException failed(String what) {
    unread.drainTo(seen);
    StringBuilder message = new StringBuilder("the ").append(name).append(' ').append(what);
    message.append(seen.isEmpty() ? "; it wrote nothing" : "; it wrote:");
    for (String line : seen) {
      message.append("\n  ").append(line);
    }
    return new DemoFailedException(message.toString());
  }

  /** Asks the process to end, and ends it when it does not. */
  @Override
  public void close() {
    process.toHandle().destroy(); // Process.destroy would close the pipe that is being read.
    try {
      if (!process.waitFor(STOP_BUDGET.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("tagalong demo: the " + name + " did not end when asked; ending it");
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Blocks until the process ends by itself or is ended. */
  void join() throws InterruptedException {
    process.waitFor();
  }
}
