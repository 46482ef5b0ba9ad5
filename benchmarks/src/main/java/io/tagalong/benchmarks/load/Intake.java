package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.payload.Kind;
import io.tagalong.benchmarks.payload.Totals;
import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.store.HeldDistribution;
import io.tagalong.intake.store.HeldMetric;
import io.tagalong.intake.store.HeldSeries;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The intake emulator, asked for sums: the judge of what was lost on the way. */
final class Intake implements AutoCloseable {
  private static final long MAX_POINTS = 50_000_000;

  private static final long LOOK_MILLIS = 5;

  private static final long QUIET_MILLIS = 1_000;

  private static final String GAP = "tagalong.sidecar.loop.longest_gap";

  private final IntakeEmulator emulator;

  Intake() throws IOException {
    emulator = IntakeEmulator.start(EmulatorSettings.defaults().withMaxPoints(MAX_POINTS));
  }

  URI uri() {
    return emulator.uri();
  }

  /** What was delivered of what the benchmark sent: counts, and values of distributions. */
  double sum() {
    return counted() + spread();
  }

  private double counted() {
    double sum = 0;
    for (HeldMetric held : emulator.metrics().all()) {
      if (held instanceof HeldSeries series
          && held.context().kind() == MetricKind.COUNT
          && held.context().metric().startsWith(Kind.COUNT.prefix())) {
        sum += series.value();
      }
    }
    return sum;
  }

  private double spread() {
    double count = 0;
    for (HeldMetric held : emulator.metrics().all()) {
      if (held instanceof HeldDistribution distribution
          && held.context().metric().startsWith(Kind.DISTRIBUTION.prefix())) {
        count += distribution.summary().count();
      }
    }
    return count;
  }

  /**
   * Waits for the flush that completes the sums, and gives what is missing then: counts, and values
   * of distributions.
   *
   * @param bucketSeconds how often the server flushes; after two of these what is missing is lost
   */
  double missing(Totals sent, int bucketSeconds) throws InterruptedException {
    double expected = sent.counted() + sent.spread();
    double missing = expected - sum();
    for (int i = 0; i < 2 * bucketSeconds && missing > 0; i++) {
      TimeUnit.SECONDS.sleep(1);
      missing = expected - sum();
    }
    return missing;
  }

  /**
   * Waits until so much was delivered, and gives when the last of it came, in Unix time; the end of
   * its patience when it never did. The sum is asked for only when nothing has come for a while:
   * that holds the emulator up.
   */
  long awaitSum(double sum, long patienceEndsMillis) throws InterruptedException {
    long seen = -1;
    long asked = -1;
    long changedMillis = 0;
    while (System.currentTimeMillis() < patienceEndsMillis) {
      long revision = emulator.revision();
      if (revision != seen) {
        seen = revision;
        changedMillis = System.currentTimeMillis();
      } else if (revision != asked && System.currentTimeMillis() - changedMillis > QUIET_MILLIS) {
        asked = revision;
        if (sum() >= sum) {
          return changedMillis;
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return patienceEndsMillis;
  }

  /** The sidecar's own figure for the last bucket in which something came; empty at first. */
  Optional<Gap> lastGap() {
    return emulator.metrics().named(GAP).all().stream()
        .filter(HeldSeries.class::isInstance)
        .map(held -> (HeldSeries) held)
        .map(held -> new Gap(held.points(), held.value() / 1000))
        .findAny();
  }

  /**
   * How long datagrams had to wait at worst in one bucket.
   *
   * @param number of such figures so far
   */
  record Gap(long number, double millis) {}

  @Override
  public void close() {
    emulator.close();
  }
}
