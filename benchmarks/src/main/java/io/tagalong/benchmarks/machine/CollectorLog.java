package io.tagalong.benchmarks.machine;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a JVM's collector logs with {@code -Xlog:gc}: the heap in use before and after each run. */
public final class CollectorLog {
  /** Makes any JVM log its collections, among what it writes. */
  public static final String OPTION = "-Xlog:gc";

  /** Before, after, and the size that the heap has then, all rounded to MiB. */
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->\\d+M\\(\\d+M\\)");

  private CollectorLog() {}

  /**
   * The most that was in use, garbage included, in MiB: it only grows between collections, so this
   * is the largest figure before one. What came after the last of them is not in it.
   */
  public static long peakMebibytes(String output) {
    return COLLECTION
        .matcher(output)
        .results()
        .mapToLong((MatchResult found) -> Long.parseLong(found.group(1)))
        .max()
        .orElseThrow(() -> new UnusableMachineException("no collection is logged:\n" + output));
  }
}
