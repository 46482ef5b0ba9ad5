package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.payload.Totals;

/**
 * One load on one server.
 *
 * @param dropped datagrams that the kernel had no room for
 * @param cpuSeconds user and system time of the server's process
 * @param loadAverage of the machine, at the end
 */
record Measurement(
    Totals sent, long dropped, double cpuSeconds, double seconds, double loadAverage) {
  /** Lines that reached the server. */
  double lines() {
    return sent.lines() - sent.linesIn(dropped);
  }

  /** What the sums at the intake should grow by; exact when nothing was dropped. */
  double expectedSum() {
    return (sent.counted() + sent.spread()) * (1 - (double) dropped / sent.datagrams());
  }

  double linesPerSecond() {
    return lines() / seconds;
  }

  double nanosPerLine() {
    return cpuSeconds * 1e9 / lines();
  }

  double linesPerCpuSecond() {
    return lines() / cpuSeconds;
  }

  /** Megabytes that reached the server, per second of its processor time. */
  double megabytesPerCpuSecond() {
    double share = 1 - (double) dropped / sent.datagrams();
    return sent.bytes() * share / 1e6 / cpuSeconds;
  }
}
