package io.tagalong.it.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.rule.Violation;
import io.tagalong.intake.store.HeldMetric;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sidecar's jar, running, on a free port. When it is closed, it fails the test unless the
 * intake found every body valid, nothing was lost but what the test expects, and the sidecar's
 * account of its items adds up: no test can forget that.
 */
public final class SidecarProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("tagalong-sidecar listening on udp://127\\.0\\.0\\.1:(\\d+),");

  private static final Pattern HTTP =
      Pattern.compile("also listening on (http://127\\.0\\.0\\.1:\\d+)");

  /** Of the right form and known to nobody. */
  public static final String API_KEY = "0f".repeat(16);

  private static final String PREFIX = "tagalong.sidecar.";

  /** What keys and users are called in the applications of the tests. */
  private static final Pattern PRIVATE = Pattern.compile(API_KEY + "|secret-|\\bsk-|\\buser-1\\b");

  /** What the names of the sidecar's counters of losses end with; the reason is a tag. */
  private static final Pattern LOSS = Pattern.compile(".+\\.(dropped|rejected|failed)");

  private static final List<String> THE_JAR = List.of("-jar", Artifacts.sidecarJar().toString());

  private final JavaProcess process;
  private final Optional<IntakeEmulator> intake;
  private final Optional<Conservation> conservation;
  private final int port;
  private int turns;

  /** Whether its reports have lost their order; set, as what follows, by the test's own thread. */
  private boolean clockWentBack;

  private boolean terminated;
  private Set<String> expectedLosses = Set.of();
  private Set<Rule> expectedViolations = Set.of();

  private SidecarProcess(JavaProcess process, Optional<IntakeEmulator> intake)
      throws InterruptedException {
    this(process, intake, process.start());
  }

  /**
   * @param start by the sidecar's own clock, or somewhat earlier
   */
  private SidecarProcess(JavaProcess process, Optional<IntakeEmulator> intake, Instant start)
      throws InterruptedException {
    this.process = process;
    this.intake = intake;
    this.conservation = intake.map(asked -> Conservation.of(asked, start));
    this.port = Integer.parseInt(process.awaitLine(READY));
  }

  /** Starts a sidecar that delivers to the intake, and waits until it listens. */
  public static SidecarProcess start(IntakeEmulator intake, String... flags)
      throws IOException, InterruptedException {
    return start(intake, Map.of("DD_API_KEY", API_KEY), flags);
  }

  /**
   * Starts a sidecar that delivers to the intake, with this environment and no other, and waits
   * until it listens.
   */
  public static SidecarProcess start(
      IntakeEmulator intake, Map<String, String> environment, String... flags)
      throws IOException, InterruptedException {
    return start(List.of(), intake, environment, flags);
  }

  /** The same, where the sidecar finds the disk in its folder. */
  public static SidecarProcess startOn(
      SmallDisk disk, IntakeEmulator intake, Map<String, String> environment, String... flags)
      throws IOException, InterruptedException {
    return start(disk.prefix(), intake, environment, flags);
  }

  private static SidecarProcess start(
      List<String> prefix, IntakeEmulator intake, Map<String, String> environment, String... flags)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("DD_DD_URL", intake.uri().toString());
    return new SidecarProcess(run(prefix, all, THE_JAR, flags), Optional.of(intake));
  }

  /**
   * The same under a time that begins at the instant and stands still, but for {@link #turnTime}.
   */
  static SidecarProcess startUnderTime(Instant begin, IntakeEmulator intake, String... flags)
      throws IOException, InterruptedException {
    List<String> program =
        List.of(
            "-cp", Artifacts.turnedSidecarClassPath(), "io.tagalong.turned.Main", begin.toString());
    Map<String, String> environment =
        Map.of("DD_API_KEY", API_KEY, "DD_DD_URL", intake.uri().toString());
    return new SidecarProcess(
        run(List.of(), environment, program, flags), Optional.of(intake), begin);
  }

  /** Starts a sidecar that prints what it would deliver. */
  public static SidecarProcess startDryRun() throws IOException, InterruptedException {
    return new SidecarProcess(run(Map.of(), "--dry-run"), Optional.empty());
  }

  /** Starts a sidecar, whatever becomes of it. Without a flag it does not warm up, to be quick. */
  public static JavaProcess run(Map<String, String> environment, String... flags)
      throws IOException {
    return run(List.of(), environment, THE_JAR, flags);
  }

  /** The same, where the sidecar finds the disk in its folder. */
  public static JavaProcess runOn(SmallDisk disk, Map<String, String> environment, String... flags)
      throws IOException {
    return run(disk.prefix(), environment, THE_JAR, flags);
  }

  private static JavaProcess run(
      List<String> prefix, Map<String, String> environment, List<String> program, String... flags)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Jvm.own().java().toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Dio.netty.leakDetection.level=paranoid"));
    command.addAll(program);
    List<String> given = List.of(flags);
    command.addAll(given);
    if (!given.contains("--port")) {
      command.addAll(List.of("--port", "0"));
    }
    if (!given.contains("--warm-up")) {
      command.addAll(List.of("--warm-up", "false"));
    }
    Map<String, String> freePort = new HashMap<>(environment);
    freePort.putIfAbsent("TAGALONG_HTTP_PORT", "0");
    return JavaProcess.start(freePort, command);
  }

  public int port() {
    return port;
  }

  /** Where webhooks and logs go, of a sidecar that takes them. */
  public String httpUrl() throws InterruptedException {
    return process.awaitLine(HTTP);
  }

  /** Sends one datagram. */
  public void send(String datagram) throws IOException {
    byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  /**
   * Turns the time of a sidecar that has one; returns when the buckets that end by it are encoded.
   *
   * @param wallStep how far its clock is set
   * @param passed how much time passes for what waits
   */
  void turnTime(Duration wallStep, Duration passed) throws IOException, InterruptedException {
    turns++;
    clockWentBack |= wallStep.isNegative();
    process.tell(wallStep + " " + passed);
    String unused = process.awaitLine(Pattern.compile("(?m)^turn (" + turns + ")$"));
  }

  /** Waits while something has not happened yet that the running sidecar will bring about. */
  public void awaitWhile(BooleanSupplier notYet) throws InterruptedException {
    process.awaitWhile(notYet);
  }

  /** What it has logged so far. */
  public String err() {
    return process.err();
  }

  /** Ends the sidecar as Kubernetes would, so that everything it has arrives. */
  public JavaProcess.Result terminate() throws InterruptedException {
    terminated = true;
    return process.terminate();
  }

  /** Ends the sidecar as the kernel would that is out of memory: with SIGKILL, and no drain. */
  public JavaProcess.Result kill() throws InterruptedException {
    return process.kill();
  }

  /** The same after that time, wherever the sidecar then is. */
  public JavaProcess.Result killAfter(Duration time) throws InterruptedException {
    return process.killAfter(time);
  }

  /**
   * The same, where losses are part of the test.
   *
   * @param counters such as {@code items.dropped.expired}, with the reason as the last word
   */
  public SidecarProcess expectingLosses(String... counters) {
    expectedLosses = Set.of(counters);
    return this;
  }

  /** The same, where the intake is meant to find such violations. */
  public SidecarProcess expectingViolations(Rule... rules) {
    expectedViolations = Set.of(rules);
    return this;
  }

  /** Processor time that the process has used so far, of all its threads. */
  public Duration processorTime() {
    return process.processorTime();
  }

  /** Bytes of the objects that are alive on the heap, after a collection. */
  public long liveHeapBytes() throws IOException, InterruptedException {
    return process.liveHeapBytes();
  }

  /** Ends the process if it still runs, and fails unless everything is in order. */
  @Override
  public void close() throws IOException {
    Set<String> losses = new TreeSet<>();
    if (process.err().contains("Stopped: dropped")) {
      losses.add("items.dropped.shutdown");
    }
    intake.ifPresent(asked -> losses.addAll(lossesTold(asked)));
    boolean hasToldAll = intake.filter(this::hasToldAll).isPresent();
    process.close();
    losses.removeAll(expectedLosses);
    assertEquals(Set.of(), losses, "losses that the test does not expect");
    intake.ifPresent(asked -> assertEquals(List.of(), unexpectedViolations(asked)));
    intake.ifPresent(SidecarProcess::assertNothingPrivate);
    if (hasToldAll) {
      conservation.ifPresent(Conservation::assertHolds);
    }
  }

  /**
   * Whether every report of the sidecar about itself has arrived, in its place: it was not killed,
   * has left nothing at its end that was for this intake, no series, which the reports are, was
   * lost, and its clock only went on.
   */
  private boolean hasToldAll(IntakeEmulator asked) {
    String endpoint = asked.uri().getAuthority();
    boolean leftNothing =
        process
            .err()
            .lines()
            .noneMatch(line -> line.contains("Stopped: ") && line.contains(endpoint));
    double lostSeries =
        asked.metrics().total(PREFIX + "items.dropped", "kind:series", "endpoint:" + endpoint);
    return terminated && leftNothing && lostSeries == 0 && !clockWentBack;
  }

  /** Keys, and the users of the applications under test, are in nothing that has arrived. */
  private static void assertNothingPrivate(IntakeEmulator intake) {
    Matcher found = PRIVATE.matcher(intake.table() + intake.held());
    assertFalse(found.find(), () -> "private, and yet it has left: " + found.group());
  }

  private List<Violation> unexpectedViolations(IntakeEmulator intake) {
    return intake.violations().stream()
        .filter(violation -> !expectedViolations.contains(violation.rule()))
        .toList();
  }

  private static List<String> lossesTold(IntakeEmulator intake) {
    return intake.metrics().all().stream()
        .map(HeldMetric::context)
        .filter(context -> context.metric().startsWith(PREFIX))
        .filter(context -> LOSS.matcher(context.metric()).matches())
        .map(context -> context.metric().substring(PREFIX.length()) + reason(context.tags()))
        .toList();
  }

  private static String reason(List<String> tags) {
    return tags.stream()
        .filter(tag -> tag.startsWith("reason:"))
        .map(tag -> tag.replaceFirst("reason:", "."))
        .collect(Collectors.joining());
  }
}
