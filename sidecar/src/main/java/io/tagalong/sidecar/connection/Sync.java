package io.tagalong.sidecar.connection;

/**
 * One sync that is over.
 *
 * @param startedSeconds Unix time, as all of these
 * @param fromSeconds the window of the metrics begins here
 * @param toSeconds and ends here
 * @param logs taken by the intake, as the other counts
 * @param series points of counts and gauges
 * @param sketches points of distributions
 * @param bytes of bodies, as they were sent
 * @param error what went wrong and what happens next; empty when nothing did
 */
record Sync(
    Trigger trigger,
    long startedSeconds,
    long endedSeconds,
    long fromSeconds,
    long toSeconds,
    long logs,
    long series,
    long sketches,
    long bytes,
    String error) {

  boolean succeeded() {
    return error.isEmpty();
  }
}
