package io.tagalong.benchmarks.agent;

import io.tagalong.benchmarks.machine.UnusableMachineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has cost from its start to its end.
 *
 * @param cpuMillis user and system time of all threads
 * @param residentMib the most resident memory that it had
 */
record Cost(double cpuMillis, double residentMib) {
  private static final Pattern LAST_LINE = Pattern.compile("\ncost (\\d+) (\\d+)\n$");

  /**
   * Runs a command to its end, in an environment without settings for anybody's agent.
   *
   * @param program {@code cost.c}, compiled
   */
  static Cost of(Path program, List<String> command) throws IOException, InterruptedException {
    List<String> measured = new ArrayList<>(List.of(program.toString()));
    measured.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(measured).redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
    Process process = builder.start();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (process.waitFor() != 0) {
      throw new UnusableMachineException(command + " failed:\n" + output);
    }
    return parse(output);
  }

  static Cost parse(String output) {
    Matcher matcher = LAST_LINE.matcher(output);
    if (!matcher.find()) {
      throw new UnusableMachineException("no cost in the output:\n" + output);
    }
    return new Cost(
        Long.parseLong(matcher.group(1)) / 1e3, Long.parseLong(matcher.group(2)) / 1024.0);
  }
}
