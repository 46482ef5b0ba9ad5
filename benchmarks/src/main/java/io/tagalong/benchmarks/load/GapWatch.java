package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.load.Intake.Gap;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The longest gap that a sidecar reports from some moment on. */
final class GapWatch {
  private final Intake intake;
  private final long numberBefore;
  private long number;
  private double longestMillis;

  /** Watches from the next figure on; what the sidecar has still to report of earlier is in it. */
  GapWatch(Intake intake) {
    this.intake = intake;
    numberBefore = intake.lastGap().map(Gap::number).orElse(0L);
    number = numberBefore;
  }

  /** A figure stands for one bucket, until the next comes: to be called at least that often. */
  void look() {
    Gap last = intake.lastGap().orElse(new Gap(0, 0));
    if (last.number() > number) {
      number = last.number();
      longestMillis = Math.max(longestMillis, last.millis());
    }
  }

  /** Waits for the figure of the bucket that is open now, which comes with the end of the next. */
  void awaitOpenBucket(int bucketSeconds) throws InterruptedException {
    long wanted = number + 2;
    for (int i = 0; i <= 2 * bucketSeconds && number < wanted; i++) {
      TimeUnit.SECONDS.sleep(1);
      look();
    }
  }

  String text() {
    return number == numberBefore
        ? "longest gap not reported by this sidecar"
        : String.format(Locale.ROOT, "longest gap %.1f ms (20 must, 5 aim)", longestMillis);
  }
}
