package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.load.Servers.SidecarSettings;
import io.tagalong.benchmarks.machine.CollectorLog;
import io.tagalong.benchmarks.machine.LiveHeap;
import io.tagalong.benchmarks.machine.ProcessFigures;
import io.tagalong.benchmarks.payload.Mix;
import io.tagalong.benchmarks.payload.Payload;
import io.tagalong.benchmarks.payload.PayloadSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What a flush of very many contexts costs, and how long it takes. */
final class FlushScenarios {
  private static final double MEBIBYTE = 1 << 20;
  private static final int CLIENT_BYTES = 1432;
  private static final long BUCKET_MILLIS = 10_000;

  /** Longer than any flush of this many contexts takes. */
  private static final int FLUSH_SECONDS = 4;

  private static final double FILL_RATE = 20_000;

  /** Datagrams a second; all contexts are sent before their bucket ends. */
  private static final double ONE_BUCKET_RATE = 4_000;

  private FlushScenarios() {}

  /** The flush of very many counters, under a light load. */
  static List<Row> cost(Lab lab, Plan plan) throws IOException, InterruptedException {
    PayloadSpec spec = new PayloadSpec(Mix.COUNTS, plan.largest(), plan.largest() / 8);
    Payload payload = lab.payload(spec);
    try (CountingIntake intake = new CountingIntake();
        Server server =
            new Servers(lab).sidecar(intake.uri(), SidecarSettings.roomy(spec, "3g", "10"))) {
      ProcessFigures figures = server.program().figures();
      Measurement fill = server.measure(Load.once(payload, FILL_RATE));
      long itemsBefore = intake.items();
      long bytesBefore = intake.bytes();
      double cpuBefore = flushSeconds(figures);
      Measurement light = server.measure(Load.atRate(payload, MEBIBYTE / CLIENT_BYTES, 35));
      long items = intake.items() - itemsBefore;
      return List.of(
          new Row(
              "flush of " + plan.largest() / 1000 + " k counter contexts: CPU and raw bytes each",
              "2 us, 150 B, no loss at 1 MiB/s",
              "0.8 us",
              String.format(
                  Locale.ROOT,
                  "%.2f us, %.0f B over %d items; %d + %d datagrams dropped (load %.1f)",
                  (flushSeconds(figures) - cpuBefore) * 1e6 / items,
                  (double) (intake.bytes() - bytesBefore) / items,
                  items,
                  fill.dropped(),
                  light.dropped(),
                  light.loadAverage()),
              "flush"));
    }
  }

  /** How long one bucket of many contexts takes from its end to the intake. */
  static List<Row> endToEnd(Lab lab, Plan plan) throws IOException, InterruptedException {
    int contexts = plan.largest() / 10;
    PayloadSpec spec = new PayloadSpec(Mix.COUNTS, contexts, contexts / 8);
    Payload payload = lab.payload(spec);
    try (Intake intake = new Intake();
        Server server =
            new Servers(lab)
                .sidecar(
                    intake.uri(),
                    SidecarSettings.roomy(spec, "256m", "10")
                        .with("JDK_JAVA_OPTIONS", CollectorLog.OPTION))) {
      double idle = server.program().figures().residentMebibytes();
      double idleHeap = liveMebibytes(server, lab);
      String logBefore = server.program().output();
      List<Double> seconds = new ArrayList<>();
      long dropped = 0;
      for (int round = 0; round < plan.rounds(); round++) {
        long begunMillis = awaitBucketStart();
        TimeUnit.SECONDS.sleep(FLUSH_SECONDS); // the bucket before leaves now, with zeros at least
        double before = intake.sum();
        Measurement sent = server.measure(Load.once(payload, ONE_BUCKET_RATE));
        dropped += sent.dropped();
        long endMillis = begunMillis + BUCKET_MILLIS;
        long doneMillis = intake.awaitSum(before + sent.expectedSum(), endMillis + BUCKET_MILLIS);
        seconds.add((doneMillis - endMillis) / 1e3);
      }
      double contextsHeap = liveMebibytes(server, lab) - idleHeap;
      long peakHeap =
          CollectorLog.peakMebibytes(server.program().output().substring(logBefore.length()));
      return List.of(
          new Row(
              "flush of " + contexts / 1000 + " k counters, from the bucket's end to the emulator",
              "",
              "",
              String.format(
                  Locale.ROOT,
                  "%s s; heap at most %.0f MiB over the %.0f MiB that are live when idle, of which"
                      + " contexts keep %.0f MiB and the rest is garbage in time; resident memory"
                      + " at most %.0f MiB over idle; %d datagrams dropped (load %.1f)",
                  Spread.of(seconds).text(2),
                  peakHeap - idleHeap,
                  idleHeap,
                  contextsHeap,
                  server.program().figures().peakResidentMebibytes() - idle,
                  dropped,
                  ProcessFigures.loadAverage()),
              "end-to-end"));
    }
  }

  /** After a collection, so that the collector's log has what was in use before. */
  private static double liveMebibytes(Server server, Lab lab)
      throws IOException, InterruptedException {
    return LiveHeap.bytes(server.program().pid(), lab.folder()) / MEBIBYTE;
  }

  /** Waits for the next whole 10 seconds of the clock, and gives them in Unix time. */
  private static long awaitBucketStart() throws InterruptedException {
    long start = (System.currentTimeMillis() / BUCKET_MILLIS + 1) * BUCKET_MILLIS;
    TimeUnit.MILLISECONDS.sleep(start - System.currentTimeMillis());
    return start;
  }

  /** The threads that turn a closed bucket into requests. */
  private static double flushSeconds(ProcessFigures figures) {
    return figures.threadSeconds("tagalong-flush") + figures.threadSeconds("tagalong-deliver-0");
  }
}
