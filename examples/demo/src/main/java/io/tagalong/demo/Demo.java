package io.tagalong.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Starts the intake emulator, the sidecar and the shop, each as a user would, and compares what was
 * done with what has arrived.
 */
@Command(
    name = "tagalong demo",
    mixinStandardHelpOptions = true,
    description = "Runs the whole product on this machine and checks every count.")
final class Demo implements Callable<Integer> {
  private static final Duration ARRIVAL_PATIENCE = Duration.ofSeconds(30);

  /** Reads a number; without any visitor there would be nothing to compare. */
  static final class AtLeastOne implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9][0-9]{0,8}")) {
        throw new TypeConversionException("'" + text + "' is no whole number from 1 on");
      }
      return Integer.valueOf(text);
    }
  }

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8125",
      description = "UDP port of the sidecar; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--visitors",
      paramLabel = "N",
      defaultValue = "3000",
      converter = AtLeastOne.class,
      description = "Visitors that the shop serves, at least 1. Default: ${DEFAULT-VALUE}.")
  private int visitors;

  @Option(names = "--keep", description = "Keep emulator and sidecar running until Ctrl-C.")
  private boolean keep;

  private final Programs programs = new Programs(Path.of(System.getProperty("tagalong.root", ".")));

  /** Runs the demo and exits: 0 when every call arrived, 1 when not, 2 for a wrong option. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Demo()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(programs::close, "demo-stop"));
    try (programs) {
      return run() ? 0 : 1;
    } catch (DemoFailedException | IOException e) {
      System.err.println("tagalong demo: " + e.getMessage());
      return 1;
    }
  }

  private boolean run() throws DemoFailedException, IOException, InterruptedException {
    URI intakeAddress = programs.startEmulator();
    System.out.println("intake emulator  " + intakeAddress);
    Programs.Sidecar sidecar = programs.startSidecar(intakeAddress, port);
    System.out.println(
        "sidecar          "
            + sidecar.dogStatsD()
            + " and "
            + sidecar.http()
            + ", delivers every "
            + Programs.BUCKET_SECONDS
            + " s");
    System.out.println(
        "shop             " + visitors + " visitors, real Statsig SDK, with -javaagent");
    List<Scene> scenes = new ArrayList<>();
    try (OutsideWorld outside = OutsideWorld.start()) {
      scenes.addAll(ShopSummary.of(programs.runShop(sidecar, outside, visitors)).scenes());
    }
    Webhooks webhooks = new Webhooks(sidecar.http());
    scenes.add(webhooks.changeGate(programs.statsigSecret()));
    scenes.add(webhooks.endRun(programs.spaceliftSecret()));

    Intake intake = new Intake(intakeAddress);
    Comparison comparison = new Comparison(scenes);
    Map<String, Long> arrived = awaitArrival(intake, comparison);
    System.out.println("\nWhat Datadog would have received:\n\n" + intake.table());
    System.out.print(comparison.tables(arrived));
    boolean allRight = report(comparison.holds(arrived), intake.violations());
    if (keep) {
      System.out.println("\nStill running; Ctrl-C ends it.");
      System.out.println("  send    DogStatsD to " + sidecar.dogStatsD());
      System.out.println("  look    " + intakeAddress.resolve("/emulator/table"));
      sidecar.child().join();
    }
    return allRight;
  }

  /** Asks until everything has come or nothing more can be expected. */
  private static Map<String, Long> awaitArrival(Intake intake, Comparison comparison)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + ARRIVAL_PATIENCE.toNanos();
    Map<String, Long> arrived = intake.arrived();
    while (!comparison.holds(arrived) && System.nanoTime() < deadline) {
      Thread.sleep(200);
      arrived = intake.arrived();
    }
    return arrived;
  }

  private static boolean report(boolean equal, List<Object> violations) {
    violations.forEach(violation -> System.out.println("VIOLATION " + violation));
    if (equal && violations.isEmpty()) {
      System.out.println("Everything that was done has arrived, and every body was valid.");
      return true;
    }
    System.err.println(
        "tagalong demo: "
            + (equal ? "the intake found violations" : "what was done and what arrived differ")
            + "; the lines above show where");
    return false;
  }
}
