package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.machine.Tools;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of the benchmark's own: loopback and nothing else. Peers that look for metadata
 * services or listen on every address find nobody, and nobody finds them.
 */
final class Namespace {
  private static final String INSIDE = "TAGALONG_BENCH_INSIDE";

  private Namespace() {}

  static boolean isInside() {
    return System.getenv(INSIDE) != null;
  }

  static boolean isAvailable() {
    return Tools.has("unshare") && Tools.has("ip");
  }

  /** Runs this program again, inside, with these arguments, and gives its exit status. */
  static int runInside(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--map-root-user",
                "--net",
                "sh",
                "-c",
                "ip link set lo up && exec \"$@\"",
                "bench",
                "taskset",
                "-c",
                Integer.toString(Lab.SENDER_CORE),
                Lab.java(),
                "-Xmx6g",
                "-XX:+UseSerialGC",
                "-Dtagalong.root=" + Lab.root(),
                "-cp",
                Lab.ownJar(),
                Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(INSIDE, "1");
    return builder.start().waitFor();
  }
}
