package io.tagalong.benchmarks.load;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import io.tagalong.benchmarks.load.Servers.SidecarSettings;
import io.tagalong.benchmarks.machine.LiveHeap;
import io.tagalong.benchmarks.payload.Mix;
import io.tagalong.benchmarks.payload.Payload;
import io.tagalong.benchmarks.payload.PayloadSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Heap of a counter context, and what a distribution or histogram adds to it. */
final class HeapScenario {
  private static final double FILL_RATE = 20_000;

  /** The longest bucket that the sidecar has: none may close while heaps are compared. */
  private static final String LONG_BUCKET = "60";

  /** What is left of a minute after this is enough for the slowest comparison. */
  private static final int LATEST_SECOND = 20;

  private HeapScenario() {}

  static List<Row> run(Lab lab, Plan plan) throws IOException, InterruptedException {
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
        Server server =
            new Servers(lab)
                .sidecar(intake.uri(), SidecarSettings.roomy(spec, "2g", LONG_BUCKET))) {
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
            new Servers(lab)
                .sidecar(intake.uri(), SidecarSettings.roomy(counts, "512m", LONG_BUCKET))) {
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
}
