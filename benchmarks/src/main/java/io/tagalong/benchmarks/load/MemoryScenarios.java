package io.tagalong.benchmarks.load;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import io.tagalong.benchmarks.load.Servers.SidecarSettings;
import io.tagalong.benchmarks.machine.LiveHeap;
import io.tagalong.benchmarks.machine.ProcessFigures;
import io.tagalong.benchmarks.payload.Mix;
import io.tagalong.benchmarks.payload.Payload;
import io.tagalong.benchmarks.payload.PayloadSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What the sidecar holds in memory, from outside: resident, and alive on its heap. */
final class MemoryScenarios {
  private static final double MEBIBYTE = 1 << 20;
  private static final int CLIENT_BYTES = 1432;
  private static final int HEAVY_BYTES = 8192;
  private static final long BUCKET_MILLIS = 10_000;

  /** Longer than any flush of this many contexts takes. */
  private static final int FLUSH_SECONDS = 4;

  private static final double FILL_RATE = 20_000;

  /** The longest bucket that the sidecar has: none may close while heaps are compared. */
  private static final String LONG_BUCKET = "60";

  /** What is left of a minute after this is enough for the slowest comparison. */
  private static final int LATEST_SECOND = 20;

  private MemoryScenarios() {}

  /** Resident memory idle and under the loads that Datadog publishes gates for. */
  static List<Row> resident(Lab lab, Plan plan) throws IOException, InterruptedException {
    int most = plan.largest() / 4;
    return List.of(
        resident(lab, plan, "idle", 40, new PayloadSpec(Mix.CLIENT, 1, 1), 0, "64m"),
        resident(
            lab,
            plan,
            "10 k contexts at 10 MiB/s",
            75,
            new PayloadSpec(Mix.CLIENT, 10_000, 3_000),
            10 * MEBIBYTE / CLIENT_BYTES,
            "64m"),
        resident(
            lab,
            plan,
            "100 k contexts at 50 MiB/s",
            140,
            new PayloadSpec(Mix.CLIENT, 100_000, 20_000),
            50 * MEBIBYTE / CLIENT_BYTES,
            "256m"),
        resident(
            lab,
            plan,
            most / 1000 + " k contexts, heavy tags, at 100 MiB/s",
            200,
            new PayloadSpec(Mix.HEAVY, most, most / 2),
            100 * MEBIBYTE / HEAVY_BYTES,
            "400m"));
  }

  private static Row resident(
      Lab lab, Plan plan, String what, int gate, PayloadSpec spec, double rate, String heap)
      throws IOException, InterruptedException {
    try (CountingIntake intake = new CountingIntake();
        Server server = new Servers(lab).sidecar(intake.uri(), roomy(spec, heap, "10"))) {
      String load = "";
      if (rate > 0) {
        Load steady = Load.atRate(lab.payload(spec), rate, plan.memorySeconds());
        load = "; " + server.measure(steady).dropped() + " datagrams dropped by the kernel";
      } else {
        TimeUnit.SECONDS.sleep(4);
      }
      double resident = server.program().figures().residentMebibytes();
      return new Row(
          "resident memory, " + what + ", against " + gate + " MiB",
          "2.5x",
          "1.5x",
          String.format(
              Locale.ROOT,
              "%.1fx; %.0f MiB with -Xmx%s%s (load %.1f)",
              resident / gate,
              resident,
              heap,
              load,
              ProcessFigures.loadAverage()),
          "resident");
    }
  }

  private static SidecarSettings roomy(PayloadSpec spec, String heap, String bucketSeconds) {
    String contexts = Integer.toString(4 * spec.contexts() + 1000);
    return new SidecarSettings(
        heap,
        "--max-contexts",
        contexts,
        "--max-contexts-per-metric",
        contexts,
        "--max-context-bytes",
        "1073741824",
        "--bucket-seconds",
        bucketSeconds,
        "--queue-bytes",
        "268435456");
  }

  /** Heap of a counter context, and what a distribution or histogram adds to it. */
  static List<Row> heap(Lab lab, Plan plan) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    rows.add(counters(lab, 100_000));
    rows.add(counters(lab, plan.largest()));
    rows.addAll(cells(lab, 20_000, 1, "1x", "0.25x", "1 KiB", "0.2 KiB"));
    rows.addAll(cells(lab, 2_000, 100, "1x", "0.6x", "2 KiB", "1 KiB"));
    rows.addAll(cells(lab, 200, 10_000, "1x", "0.75x", "4 KiB", "3 KiB"));
    return rows;
  }

  private static Row counters(Lab lab, int contexts) throws IOException, InterruptedException {
    PayloadSpec spec = new PayloadSpec(Mix.COUNTS, contexts, contexts / 8);
    awaitYoungBucket();
    try (CountingIntake intake = new CountingIntake();
        Server server = new Servers(lab).sidecar(intake.uri(), roomy(spec, "2g", LONG_BUCKET))) {
      long before = heapOf(server, lab);
      Measurement fill = server.measure(Load.once(lab.payload(spec), FILL_RATE));
      double each = (double) (heapOf(server, lab) - before) / contexts;
      return new Row(
          "heap per counter context beyond its key bytes, " + contexts / 1000 + " k contexts",
          "150 B",
          "110 B",
          String.format(
              Locale.ROOT,
              "%.0f B (%.0f B with %.0f B of name and tags; %d datagrams dropped)",
              each - spec.keyBytes(),
              each,
              spec.keyBytes(),
              fill.dropped()),
          "heap");
    }
  }

  private static List<Row> cells(
      Lab lab,
      int contexts,
      int values,
      String must,
      String aim,
      String histogramMust,
      String histogramAim)
      throws IOException, InterruptedException {
    int datagrams = Math.max(contexts / 8, contexts * values / 12);
    PayloadSpec counts = new PayloadSpec(Mix.COUNTS, contexts, contexts / 8);
    awaitYoungBucket();
    try (CountingIntake intake = new CountingIntake();
        Server server =
            new Servers(lab).sidecar(intake.uri(), roomy(counts, "512m", LONG_BUCKET))) {
      double counter = growth(server, lab, counts);
      double distribution =
          growth(server, lab, new PayloadSpec(Mix.DISTRIBUTIONS, contexts, datagrams)) - counter;
      double histogram =
          growth(server, lab, new PayloadSpec(Mix.HISTOGRAMS, contexts, datagrams)) - counter;
      double theirs = sketchesJava(lab, contexts, values);
      return List.of(
          new Row(
              "bytes per distribution of " + values + " values, against sketches-java",
              must,
              aim,
              String.format(
                  Locale.ROOT,
                  "%.2fx; %.0f against %.0f B, beyond a counter's",
                  distribution / theirs,
                  distribution,
                  theirs),
              "heap"),
          new Row(
              "bytes per histogram of " + values + " values",
              histogramMust,
              histogramAim,
              String.format(Locale.ROOT, "%.2f KiB, beyond a counter's", histogram / 1024),
              "heap"));
    }
  }

  /** Buckets of a minute begin with the minutes of the clock. */
  private static void awaitYoungBucket() throws InterruptedException {
    long second = Math.floorMod(System.currentTimeMillis() / 1000, 60L);
    if (second > LATEST_SECOND) {
      TimeUnit.SECONDS.sleep(60 - second);
    }
  }

  /** What sending every datagram of a payload adds to the server's heap, per context. */
  private static double growth(Server server, Lab lab, PayloadSpec spec)
      throws IOException, InterruptedException {
    Payload payload = lab.payload(spec);
    long before = heapOf(server, lab);
    server.measure(Load.once(payload, FILL_RATE));
    return (double) (heapOf(server, lab) - before) / spec.contexts();
  }

  private static long heapOf(Server server, Lab lab) throws IOException, InterruptedException {
    return LiveHeap.bytes(server.program().pid(), lab.folder());
  }

  /** The same number of sketches of Datadog's library, with 1 % accuracy, in this JVM. */
  private static double sketchesJava(Lab lab, int contexts, int values)
      throws IOException, InterruptedException {
    Random random = new Random(42);
    long self = ProcessHandle.current().pid();
    List<DDSketch> sketches = new ArrayList<>(contexts);
    long before = LiveHeap.bytes(self, lab.folder());
    for (int i = 0; i < contexts; i++) {
      DDSketch sketch = DDSketches.unboundedDense(0.01);
      for (int v = 0; v < values; v++) {
        sketch.accept(Math.exp(3 + random.nextGaussian()));
      }
      sketches.add(sketch);
    }
    // The size is read last, so that the list lives until the heap was counted.
    return (double) (LiveHeap.bytes(self, lab.folder()) - before) / sketches.size();
  }

  /** The flush of very many counters, under a light load. */
  static List<Row> flush(Lab lab, Plan plan) throws IOException, InterruptedException {
    PayloadSpec spec = new PayloadSpec(Mix.COUNTS, plan.largest(), plan.largest() / 8);
    Payload payload = lab.payload(spec);
    try (CountingIntake intake = new CountingIntake();
        Server server = new Servers(lab).sidecar(intake.uri(), roomy(spec, "3g", "10"))) {
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
    try (CountingIntake intake = new CountingIntake();
        Server server = new Servers(lab).sidecar(intake.uri(), roomy(spec, "256m", "10"))) {
      double idle = server.program().figures().residentMebibytes();
      List<Double> seconds = new ArrayList<>();
      long dropped = 0;
      for (int round = 0; round < plan.rounds(); round++) {
        long begunMillis = awaitBucketStart();
        TimeUnit.SECONDS.sleep(FLUSH_SECONDS); // the bucket before leaves now, with zeros at least
        long itemsBefore = intake.items();
        dropped += server.measure(Load.once(payload, FILL_RATE)).dropped();
        long endMillis = begunMillis + BUCKET_MILLIS;
        while (intake.items() - itemsBefore < contexts
            && System.currentTimeMillis() < endMillis + BUCKET_MILLIS) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
        seconds.add((intake.lastArrivalMillis() - endMillis) / 1e3);
      }
      return List.of(
          new Row(
              "flush of " + contexts / 1000 + " k counters, from the bucket's end to the intake",
              "",
              "",
              String.format(
                  Locale.ROOT,
                  "%s s; at most %.0f MiB resident more than idle, contexts included;"
                      + " %d datagrams dropped",
                  Spread.of(seconds).text(2),
                  server.program().figures().peakResidentMebibytes() - idle,
                  dropped),
              "end-to-end"));
    }
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
