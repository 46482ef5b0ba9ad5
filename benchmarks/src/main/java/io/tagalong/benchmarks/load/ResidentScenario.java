package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.load.Servers.SidecarSettings;
import io.tagalong.benchmarks.machine.ProcessFigures;
import io.tagalong.benchmarks.payload.Mix;
import io.tagalong.benchmarks.payload.PayloadSpec;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Resident memory idle and under the loads that Datadog publishes gates for. */
final class ResidentScenario {
  private static final double MEBIBYTE = 1 << 20;
  private static final int CLIENT_BYTES = 1432;
  private static final int HEAVY_BYTES = 8192;

  private ResidentScenario() {}

  static List<Row> run(Lab lab, Plan plan) throws IOException, InterruptedException {
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
        Server server =
            new Servers(lab).sidecar(intake.uri(), SidecarSettings.roomy(spec, heap, "10"))) {
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
}
