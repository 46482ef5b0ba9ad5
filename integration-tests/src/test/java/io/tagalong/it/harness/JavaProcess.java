package io.tagalong.it.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM that a test has started. It gets the environment that the test names and nothing else, and
 * writes its outputs to files, so that it can never block on a pipe.
 */
public final class JavaProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How the agent begins the line about the first of each kind of error that it suppresses. */
  private static final String SUPPRESSED = "[tagalong] suppressed ";

  /** The last row of a histogram: instances, then bytes. */
  private static final Pattern LIVE_BYTES = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private final Instant start;
  private final Process process;
  private final Path out;
  private final Path err;

  private JavaProcess(Instant start, Process process, Path out, Path err) {
    this.start = start;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** How a process ended: its exit status and everything it wrote. */
  public record Result(int status, String out, String err) {}

  public static JavaProcess start(Jvm jvm, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(jvm.java().toString()));
    command.addAll(arguments);
    return start(environment, command);
  }

  /** Runs a JVM to its end. */
  public static Result run(Jvm jvm, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    try (JavaProcess process = start(jvm, environment, arguments)) {
      return process.awaitEnd();
    }
  }

  /** Starts any command; {@code PATH} alone is inherited. */
  public static JavaProcess start(Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile("tagalong-it", ".out");
    Path err = Files.createTempFile("tagalong-it", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(key -> !key.equals("PATH"));
    builder.environment().putAll(environment);
    return new JavaProcess(Instant.now(), builder.start(), out, err);
  }

  /** Writes a line to its standard input. */
  public void tell(String line) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  /** Waits until standard output has a line like this, and gives what the pattern captures. */
  public String awaitLine(Pattern pattern) throws InterruptedException {
    awaitWhile(() -> !pattern.matcher(out()).find());
    Matcher matcher = pattern.matcher(out());
    if (!matcher.find()) {
      throw new AssertionError("no line like " + pattern + "\n" + all());
    }
    return matcher.group(1);
  }

  /** Waits while something has not happened yet, the process runs, and patience lasts. */
  public void awaitWhile(BooleanSupplier notYet) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (notYet.getAsBoolean() && System.nanoTime() < deadline) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /** Waits for the process to end by itself. */
  public Result awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + PATIENCE + "\n" + all());
    }
    return new Result(process.exitValue(), out(), err());
  }

  /** Asks the process to end, as Kubernetes would with SIGTERM, and waits for it. */
  public Result terminate() throws InterruptedException {
    process.destroy();
    return awaitEnd();
  }

  /** Ends the process with SIGKILL, which it cannot catch. */
  public Result kill() throws InterruptedException {
    process.destroyForcibly();
    return awaitEnd();
  }

  /** When it was started, and hardly earlier. */
  public Instant start() {
    return start;
  }

  /** The same after that time, if the process still runs then. */
  public Result killAfter(Duration time) throws InterruptedException {
    boolean unused = process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    return kill();
  }

  /** Its number in the operating system. */
  public long id() {
    return process.pid();
  }

  /** Processor time that the running process has used, of all its threads. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Bytes of the objects that are alive on the running process's heap, after a collection. */
  public long liveHeapBytes() throws IOException, InterruptedException {
    String jcmd = Jvm.own().home().resolve("bin/jcmd").toString();
    List<String> command = List.of(jcmd, String.valueOf(process.pid()), "GC.class_histogram");
    try (JavaProcess tool = start(Map.of(), command)) {
      Result result = tool.awaitEnd();
      Matcher matcher = LIVE_BYTES.matcher(result.out());
      if (!matcher.find()) {
        throw new AssertionError("no histogram of the heap\n" + tool.all());
      }
      return Long.parseLong(matcher.group(1));
    }
  }

  public String out() {
    return read(out);
  }

  public String err() {
    return read(err);
  }

  private String all() {
    return "standard output:\n" + out() + "\nstandard error:\n" + err();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends the process if it still runs.
   *
   * @throws AssertionError when an agent in it has suppressed an error, which harms no application
   *     but means that a call may not be counted
   */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    List<String> errors = err().lines().filter(line -> line.startsWith(SUPPRESSED)).toList();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
    if (!errors.isEmpty()) {
      throw new AssertionError("the agent suppressed errors: " + errors);
    }
  }
}
