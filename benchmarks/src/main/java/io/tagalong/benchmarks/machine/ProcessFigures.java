package io.tagalong.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process has cost so far, as Linux accounts for it in {@code /proc}. */
public final class ProcessFigures {
  /** The kernel's USER_HZ, 100 on every architecture that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** Counted from the state, the first field after the name: fields 14 and 15 of proc(5). */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  private final Path folder;

  public ProcessFigures(long pid) {
    this.folder = Path.of("/proc", Long.toString(pid));
  }

  /** User and system time of all threads, those that have ended included, to 10 ms. */
  public double cpuSeconds() {
    return cpuSeconds(read(folder.resolve("stat")));
  }

  static double cpuSeconds(String stat) {
    // The name stands in parentheses and may hold blanks and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
        / TICKS_PER_SECOND;
  }

  /**
   * The time that the running threads of this name were on a core, to the nanosecond.
   *
   * @param name only its first 15 characters, which are all that Linux keeps, are compared
   */
  public double threadSeconds(String name) {
    String shortName = name.substring(0, Math.min(name.length(), 15));
    long nanos = 0;
    try (Stream<Path> threads = Files.list(folder.resolve("task"))) {
      for (Path thread : threads.toList()) {
        if (read(thread.resolve("comm")).strip().equals(shortName)) {
          nanos += Long.parseLong(read(thread.resolve("schedstat")).split(" ", 2)[0]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return nanos / 1e9;
  }

  /** Resident memory in MiB. */
  public double residentMebibytes() {
    return residentMebibytes(read(folder.resolve("status")));
  }

  /** The most that {@link #residentMebibytes} ever was. */
  public double peakResidentMebibytes() {
    return mebibytes(read(folder.resolve("status")), "VmHWM:");
  }

  static double residentMebibytes(String status) {
    return mebibytes(status, "VmRSS:");
  }

  private static double mebibytes(String status, String field) {
    String line =
        status.lines().filter(one -> one.startsWith(field)).findFirst().orElse(field + " 0 kB");
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
  }

  /** How many processes wanted a core in the last minute, on average. */
  public static double loadAverage() {
    return Double.parseDouble(read(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }

  /** The cores of the machine, which may be more than this process is allowed to use. */
  public static long cores() {
    return read(Path.of("/proc/stat")).lines().filter(line -> line.matches("cpu\\d.*")).count();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("a benchmarked process is gone, or this is not Linux", e);
    }
  }
}
