package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import io.tagalong.it.harness.SidecarProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real Statsig SDK, in a real JVM, to a strict intake: {@code docs/statsig.md}. */
class StatsigIT {
  private static final int TIMES = 100;
  private static final String PRODUCTION = "environment:production";

  /** What the application prints, by form, with the agent or without. */
  private static final Map<String, String> ANSWERS =
      Map.of(
          "sync", "true false true {color=blue} Test checkout_layer",
          "options", "true false true {color=blue} Test checkout_layer",
          "static", "true false true {color=blue} Test checkout_layer",
          "async", "true false true {color=blue} Test checkout_layer",
          "suspend", "Boolean Boolean Boolean DynamicConfig DynamicConfig Layer",
          "exposures", "true false true {color=blue} Test checkout_layer hello",
          "uncounted", "true true button_exp ui_config checkout_layer\nfalse");

  /** A version of the SDK on a JVM. */
  private record Setup(Jvm jvm, String sdk, String classPath) {
    @Override
    public String toString() {
      return "serversdk " + sdk + " on " + jvm;
    }
  }

  /** The newest SDK on every JVM, and the last of the line before on one. */
  static List<Setup> setups() {
    List<Setup> setups = new ArrayList<>();
    for (Jvm jvm : Jvm.all()) {
      setups.add(new Setup(jvm, "2", Artifacts.statsigClassPath()));
    }
    setups.add(new Setup(Jvm.own(), "1", Artifacts.statsigOneClassPath()));
    return setups;
  }

  /** Every form of call on every setup. */
  static Stream<Arguments> forms() {
    return setups().stream()
        .flatMap(
            setup ->
                Stream.of("sync", "options", "suspend", "async", "static")
                    .map(form -> Arguments.of(setup, form)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void countsEveryCallWithItsNameValueAndGroup(Setup setup, String form) throws Exception {
    HeldMetrics held = run(setup, "", form, "-", "-");

    assertEquals(
        2 * TIMES,
        held.total("statsig.check_gate.count", "name:new_checkout", "value:true", PRODUCTION));
    assertEquals(
        TIMES, held.total("statsig.check_gate.count", "name:off_gate", "value:false", PRODUCTION));
    assertEquals(TIMES, held.total("statsig.get_config.count", PRODUCTION));
    assertEquals(
        TIMES,
        held.total("statsig.get_experiment.count", "name:button_exp", "group:test", PRODUCTION));
    assertEquals(TIMES, held.total("statsig.get_layer.count", "name:checkout_layer", PRODUCTION));
    assertEquals(
        3 * TIMES,
        held.total("statsig.get_holdout.count", "name:global_holdout", "value:false", PRODUCTION),
        "of off_gate, button_exp and checkout_layer");
    assertEquals(9 * TIMES, statsigTotal(held), "nothing else is counted");
    assertEquals(Optional.of(MetricKind.COUNT), held.kindOf("statsig.check_gate.count"));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void countsNothingThatIsNoExposure(Setup setup) throws Exception {
    assertEquals(0, statsigTotal(run(setup, "", "uncounted", "-", "-")));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void countsLayersByCallsAndByTheParametersThatAreRead(Setup setup) throws Exception {
    HeldMetrics held = run(setup, "", "exposures", "-", "-");

    assertEquals(
        2 * TIMES, held.total("statsig.get_layer.count", "name:checkout_layer", PRODUCTION));
    assertEquals(
        TIMES,
        held.total(
            "statsig.layer_exposure.count", "name:checkout_layer", "parameter:title", PRODUCTION));
  }

  /** The SDK sends the same exposure once a minute, and the user is the same throughout. */
  @ParameterizedTest
  @MethodSource("setups")
  void countsTheEventsThatTheSdkSendsWhenExposuresAreAsked(Setup setup) throws Exception {
    HeldMetrics held = run(setup, ",statsig_count=exposures", "exposures", "-", "-");

    assertEquals(
        1, held.total("statsig.check_gate.count", "name:new_checkout", "value:true", PRODUCTION));
    assertEquals(
        1, held.total("statsig.check_gate.count", "name:off_gate", "value:false", PRODUCTION));
    assertEquals(1, held.total("statsig.get_config.count", PRODUCTION));
    assertEquals(
        1, held.total("statsig.get_experiment.count", "name:button_exp", "group:test", PRODUCTION));
    assertEquals(1, held.total("statsig.get_layer.count", "name:checkout_layer", PRODUCTION));
    assertEquals(
        3,
        held.total("statsig.get_holdout.count", "name:global_holdout", "value:false", PRODUCTION));
    assertEquals(8, statsigTotal(held), "nothing else is counted");
  }

  @ParameterizedTest
  @MethodSource("setups")
  void leavesOtherEnvironmentsOutUnlessAsked(Setup setup) throws Exception {
    HeldMetrics left = run(setup, "", "sync", "Staging", "-");
    HeldMetrics counted = run(setup, ",include_non_production=true", "sync", "Staging", "-");

    assertEquals(0, statsigTotal(left));
    assertEquals(TIMES, counted.total("statsig.get_config.count", "environment:staging"));
    assertEquals(9 * TIMES, statsigTotal(counted));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void prefersTheUsersEnvironmentToTheServers(Setup setup) throws Exception {
    HeldMetrics held = run(setup, "", "sync", "staging", "production");

    assertEquals(TIMES, held.total("statsig.get_config.count", PRODUCTION));
  }

  private static double statsigTotal(HeldMetrics held) {
    return held.all().stream()
        .map(metric -> metric.context().metric())
        .filter(name -> name.startsWith("statsig."))
        .distinct()
        .mapToDouble(held::total)
        .sum();
  }

  /** Runs the application with the agent, then ends the sidecar, and gives what arrived. */
  private static HeldMetrics run(Setup setup, String agentOptions, String... arguments)
      throws Exception {
    try (IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults());
        SidecarProcess sidecar = SidecarProcess.start(intake)) {
      String agent = Artifacts.agent("port=" + sidecar.port() + agentOptions);
      JavaProcess.Result app = app(setup, agent, arguments);

      assertEquals(0, app.status(), app.err());
      // The SDK's 1.x has its own line before.
      assertTrue(app.out().strip().endsWith(ANSWERS.get(arguments[0])), app.out());
      assertFalse(app.err().contains("[tagalong]"), app.err());

      JavaProcess.Result ended = sidecar.terminate();
      assertFalse(ended.err().contains("LEAK"), ended.err());
      return intake.metrics();
    }
  }

  private static JavaProcess.Result app(Setup setup, String agent, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(agent, "-cp", setup.classPath()));
    command.add("io.tagalong.it.app.StatsigCalls");
    command.addAll(List.of(arguments));
    return JavaProcess.run(setup.jvm(), Map.of(), command);
  }
}
