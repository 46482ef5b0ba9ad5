package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.DatagramSink;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statsig's core in Rust, its real native library included. */
class StatsigCoreIT {
  private static final String ANSWERS = "true false true {color=blue} Test checkout_layer hello";
  private static final String NO_ANSWERS = "false false {} null none";

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  static Stream<Arguments> forms() {
    return jvms().stream()
        .flatMap(jvm -> Stream.of("plain", "options").map(form -> Arguments.of(jvm, form)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void countsEveryCallAndEveryParameterThatIsRead(Jvm jvm, String form) throws Exception {
    assertEquals(expected("production"), counts(jvm, form, "", ANSWERS, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void countsNothingThatIsNoExposure(Jvm jvm) throws Exception {
    assertEquals(Map.of(), counts(jvm, "uncounted", "", ANSWERS, Map.of()));
    assertEquals(Map.of(), counts(jvm, "early", "", NO_ANSWERS, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void leavesOtherEnvironmentsOutUnlessAsked(Jvm jvm) throws Exception {
    Map<String, String> staging = Map.of("STATSIG_ENVIRONMENT", "staging");
    String asked = ",include_non_production=true";

    assertEquals(Map.of(), counts(jvm, "plain", "", ANSWERS, staging));
    assertEquals(expected("staging"), counts(jvm, "plain", asked, ANSWERS, staging));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void takesTheEnvironmentFromTheOptionsFirst(Jvm jvm) throws Exception {
    Map<String, String> development = Map.of("STATSIG_ENVIRONMENT", "development");
    String asked = ",include_non_production=true";

    assertEquals(expected("staging"), counts(jvm, "staging", asked, ANSWERS, development));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void countsLayersByTheirParametersWhenExposuresAreAsked(Jvm jvm) throws Exception {
    Map<String, Long> layersAsExposed = new HashMap<>(expected("production"));
    layersAsExposed.keySet().removeIf(series -> series.startsWith("statsig.layer_exposure"));

    assertEquals(
        layersAsExposed, counts(jvm, "plain", ",statsig_count=exposures", ANSWERS, Map.of()));
  }

  private static Map<String, Long> expected(String environment) {
    String tags = "{environment:" + environment;
    return Map.of(
        "statsig.get_holdout.count" + tags + ",name:global_holdout,value:false}", 100L,
        "statsig.check_gate.count" + tags + ",name:new_checkout,value:true}", 200L,
        "statsig.check_gate.count" + tags + ",name:off_gate,value:false}", 100L,
        "statsig.get_config.count" + tags + "}", 100L,
        "statsig.get_experiment.count" + tags + ",group:Test,name:button_exp}", 100L,
        "statsig.get_layer.count" + tags + ",name:checkout_layer}", 100L,
        "statsig.layer_exposure.count" + tags + ",name:checkout_layer,parameter:title}", 100L);
  }

  /** Runs the application with the agent, and gives what arrived. */
  private static Map<String, Long> counts(
      Jvm jvm, String form, String agentOptions, String answers, Map<String, String> environment)
      throws Exception {
    try (DatagramSink sidecar = new DatagramSink();
        JavaProcess app =
            JavaProcess.start(
                jvm,
                environment,
                List.of(
                    Artifacts.agent("port=" + sidecar.port() + agentOptions),
                    "-cp",
                    Artifacts.statsigCoreClassPath(),
                    "io.tagalong.it.app.StatsigCoreCalls",
                    form))) {
      JavaProcess.Result result = app.awaitEnd();
      sidecar.receiveAll();

      assertEquals(0, result.status(), result.err());
      // The SDK's native library writes its own log lines to this stream, at any place.
      assertTrue(result.out().lines().anyMatch(answers::equals), result.out());
      assertFalse(result.err().contains("[tagalong]"), result.err());
      return sidecar.counts("statsig.");
    }
  }
}
