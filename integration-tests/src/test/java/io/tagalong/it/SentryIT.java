package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.item.Event;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.intake.tls.TlsProfile;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.TrustStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics in Sentry's terms, from an application's class path to the intake. */
class SentryIT {
  private static final int LOGINS = 300;

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void sendsNothingByDefaultAndStillCountsInternally(Jvm jvm) throws Exception {
    JavaProcess.Result result = run(jvm, Map.of(), List.of());

    assertTrue(result.out().contains("{jobs.nightly=2}"), result.out());
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void makesHistogramsOfTimingsThroughTheSidecar(Jvm jvm) throws Exception {
    HeldMetrics held = throughTheSidecar(jvm, "sentry.metrics.dogstatsd.DogStatsdMetricsBackend");

    assertCommon(held);
    assertTimed(held);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void makesDistributionsOfTimingsThroughTheSidecarWhenPrecise(Jvm jvm) throws Exception {
    HeldMetrics held = throughTheSidecar(jvm, "precise_dogstatsd");

    assertCommon(held);
    assertEquals(1, held.summary("sentry.events.latency", "from_relay:true").count());
    assertEquals(12.5, held.summary("sentry.events.size", "plan:free").sum());
    assertEquals(1, held.summary("sentry.job", "result:success").count());
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void deliversOverHttpsItself(Jvm jvm, @TempDir Path folder) throws Exception {
    try (IntakeEmulator intake =
        IntakeEmulator.start(EmulatorSettings.defaults().withTls(TlsProfile.GOOD))) {
      Map<String, String> environment = new HashMap<>();
      environment.put("SENTRY_METRICS_BACKEND", "DatadogMetricsBackend");
      environment.put(
          "SENTRY_METRICS_OPTIONS",
          "{'api_key': '%s', 'app_key': '...', 'api_host': '%s', 'host': 'web-1', %s}"
              .formatted(SidecarProcess.API_KEY, intake.uri(), "'tags': {'Env': 'it'}"));
      List<String> trusting =
          TrustStore.trusting(intake.credentials().orElseThrow().caFile(), folder);

      JavaProcess.Result result = run(jvm, environment, trusting);

      assertEquals("", result.err());
      assertCommon(intake.metrics());
      assertTimed(intake.metrics());
      assertDeployed(intake);
      assertEquals(List.of(), intake.violations());
      assertFalse((result.out() + result.err()).contains(SidecarProcess.API_KEY));
    }
  }

  @Test
  void givesUpAndEndsWhenTheIntakeCannotBeTrusted() throws Exception {
    try (IntakeEmulator intake =
        IntakeEmulator.start(EmulatorSettings.defaults().withTls(TlsProfile.SELF_SIGNED))) {
      Map<String, String> environment =
          Map.of(
              "TAGALONG_METRICS_BACKEND",
              "datadog",
              "DD_API_KEY",
              SidecarProcess.API_KEY,
              "TAGALONG_METRICS_OPTIONS",
              "{\"api_host\": \"" + intake.uri() + "\"}");

      JavaProcess.Result result = run(Jvm.own(), environment, List.of());

      assertEquals(List.of(), intake.requests());
      assertTrue(result.out().contains("{jobs.nightly=2}"), result.out());
      assertFalse((result.out() + result.err()).contains(SidecarProcess.API_KEY));
    }
  }

  @Test
  void writesToBothBackendsOfAComposite() throws Exception {
    try (IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults());
        SidecarProcess sidecar = SidecarProcess.start(intake)) {
      String options =
          "{'primary_backend': 'logging', 'secondary_backend': 'dogstatsd',"
              + " 'secondary_backend_args': {'statsd_host': '127.0.0.1', 'statsd_port': %d},"
              + " 'allow_prefixes': ['login.']}";
      run(
          Jvm.own(),
          Map.of(
              "TAGALONG_METRICS_BACKEND",
              "composite",
              "TAGALONG_METRICS_OPTIONS",
              options.formatted(sidecar.port())),
          List.of());
      sidecar.terminate();

      HeldMetrics held = intake.metrics();
      assertEquals(LOGINS, held.total("sentry.login.attempt", "instance:failure"));
      assertTrue(held.named("sentry.jobs").all().isEmpty(), "it has no allowed prefix");
      assertEquals(List.of(), intake.violations());
    }
  }

  @Test
  void saysWhatIsWrongAndGoesOnWithoutMetrics() throws Exception {
    JavaProcess.Result result =
        run(Jvm.own(), Map.of("SENTRY_METRICS_BACKEND", "datdog"), List.of());

    assertTrue(result.err().contains("names an unknown backend; there are dummy"), result.err());
  }

  private static HeldMetrics throughTheSidecar(Jvm jvm, String backend) throws Exception {
    try (IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults());
        SidecarProcess sidecar = SidecarProcess.start(intake)) {
      run(
          jvm,
          Map.of(
              "SENTRY_METRICS_BACKEND",
              backend,
              "SENTRY_METRICS_OPTIONS",
              "{'statsd_host': 'localhost', 'statsd_port': %d, 'tags': {'env': 'it'}}"
                  .formatted(sidecar.port())),
          List.of());
      sidecar.terminate();
      assertDeployed(intake);
      assertEquals(List.of(), intake.violations());
      return intake.metrics();
    }
  }

  private static void assertCommon(HeldMetrics held) {
    assertEquals(LOGINS, held.total("sentry.login.attempt", "instance:failure", "env:it"));
    assertEquals(17, held.total("sentry.tasks.refreshed", "plan:free", "region:eu"));
    assertEquals(2, held.total("sentry.jobs", "instance:nightly"));
    assertEquals(1, held.total("sentry.internal_metrics.incr", "instance:jobs"));
    assertTrue(
        held.all().stream().noneMatch(metric -> metric.toString().contains("user_id")),
        "a bad tag left");
  }

  private static void assertTimed(HeldMetrics held) {
    assertEquals(
        250, held.total("sentry.events.latency.max", "from_relay:true", "plan:free", "region:eu"));
    assertEquals(1, held.total("sentry.events.latency.count", "from_relay:true"));
    assertEquals(12.5, held.total("sentry.events.size.median", "env:it"));
    assertEquals(1, held.total("sentry.job.count", "result:success"));
    assertEquals(1, held.total("sentry.work.count", "result:success"));
  }

  private static void assertDeployed(IntakeEmulator intake) {
    List<Event> events = intake.held().events();
    assertEquals(1, events.size());
    assertEquals("Deploy", events.get(0).title());
    assertEquals("of 1.2", events.get(0).text());
    assertEquals("success", events.get(0).fields().get("alert_type"));
    assertTrue(events.get(0).tags().containsAll(List.of("env:it", "v:1")));
  }

  private static JavaProcess.Result run(
      Jvm jvm, Map<String, String> environment, List<String> flags) throws Exception {
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(
        List.of(
            "-cp",
            Artifacts.metricsClassPath(),
            "io.tagalong.it.app.SentryCalls",
            String.valueOf(LOGINS)));
    JavaProcess.Result result = JavaProcess.run(jvm, environment, arguments);
    assertEquals(0, result.status(), result.err());
    return result;
  }
}
