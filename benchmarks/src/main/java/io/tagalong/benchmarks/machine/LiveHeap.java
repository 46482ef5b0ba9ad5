package io.tagalong.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How many bytes of a JVM's heap are alive, by {@code jcmd GC.class_histogram}; exact. */
public final class LiveHeap {
  /** The last row: instances, then bytes. */
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private LiveHeap() {}

  /** Collects the garbage of the JVM with this process id, and counts what is left. */
  public static long bytes(long pid, Path folder) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> command = List.of(jcmd, Long.toString(pid), "GC.class_histogram");
    try (Program program = Program.start("jcmd", 0, Map.of(), command, folder)) {
      return totalOf(program.awaitEnd());
    }
  }

  static long totalOf(String histogram) {
    return TOTAL
        .matcher(histogram)
        .results()
        .map((MatchResult found) -> Long.parseLong(found.group(1)))
        .findFirst()
        .orElseThrow(() -> new UnusableMachineException("jcmd gave no total:\n" + histogram));
  }
}
