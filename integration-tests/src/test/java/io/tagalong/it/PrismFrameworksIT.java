package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.app.ModelCalls;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.FakeGateway;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import io.tagalong.it.harness.LogSink;
import io.tagalong.it.harness.SidecarProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Document 004 for applications that reach the gateway through a framework. */
class PrismFrameworksIT {
  private static final int TIMES = 3;
  private static final double INPUT = TIMES * FakeGateway.INPUT_TOKENS;
  private static final double OUTPUT = TIMES * FakeGateway.OUTPUT_TOKENS;
  private static final String[] ANSWERED = {
    "provider:openai", "status_code:200", "gateway:127.0.0.1", "error:false"
  };

  private static final List<Integer> ERRORS = List.of(400, 403, 429, 500);

  /** A version of a framework on a JVM. */
  private record Setup(Jvm jvm, String framework) {
    @Override
    public String toString() {
      return framework + " on " + jvm;
    }

    /** LangChain4j 1.0 cannot call a stream off. */
    boolean callsOff() {
      return !framework.equals("langchain4j-1.0");
    }

    /** Spring AI 1 does not show the headers of a stream. */
    boolean showsHeadersOfStreams() {
      return !framework.equals("spring-ai-1");
    }
  }

  /** The newest version of each line on every JVM, and the oldest on one. */
  static List<Setup> setups() {
    List<Setup> setups = new ArrayList<>();
    for (Jvm jvm : Jvm.all()) {
      setups.add(new Setup(jvm, "langchain4j"));
      setups.add(new Setup(jvm, "spring-ai-1"));
      setups.add(new Setup(jvm, "spring-ai-2"));
    }
    setups.add(new Setup(Jvm.own(), "langchain4j-1.0"));
    return setups;
  }

  @ParameterizedTest
  @MethodSource("setups")
  void countsEveryRequestOnceHoweverOftenItIsTriedAgain(Setup setup) throws Exception {
    try (FakeGateway gateway = FakeGateway.start("x-prism-");
        LogSink logs = LogSink.start();
        IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults());
        SidecarProcess sidecar = SidecarProcess.start(intake)) {
      List<String> steps = steps(setup);
      String agent =
          "-javaagent:%s=port=%d,llm_gateways=127.0.0.1,llm_logs=%s"
              .formatted(Artifacts.agentJar(), sidecar.port(), logs.url());
      String withAgent = run(setup, gateway, List.of(agent), steps);
      Map<String, Integer> sent = gateway.requests();
      assertEquals(run(setup, gateway, List.of(), steps), withAgent);

      sidecar.terminate();
      HeldMetrics held = intake.metrics();
      assertAnswered(setup, held);
      assertFailed(held, sent);
      assertEquals(
          TIMES * (steps.size() - 2 * ERRORS.size() - 1), held.total(REQUESTS, "error:false"));
      assertEquals(TIMES * steps.size(), logs.count("\"message\":"));
      String everything = intake.held() + String.join("\n", logs.bodies());
      for (String secret : List.of(ModelCalls.KEY, "secret", FakeGateway.COMPLETION)) {
        assertFalse(everything.contains(secret), secret);
      }
    }
  }

  private static final String REQUESTS = "prism.gateway.requests";

  private static List<String> steps(Setup setup) {
    List<String> steps =
        new ArrayList<>(
            List.of("ask:gpt-4o", "stream:gpt-4o-mini", "embed:text-embedding-3-small"));
    steps.add("ask:cached");
    if (setup.callsOff()) {
      steps.add("first:gpt-4.1");
    }
    for (int error : ERRORS) {
      steps.add("ask:error-" + error);
      steps.add("stream:error-" + error);
    }
    steps.add("ask:" + ModelCalls.UNREACHABLE);
    return steps;
  }

  private static void assertAnswered(Setup setup, HeldMetrics held) {
    HeldMetrics answered = held.tagged(List.of(ANSWERED));
    assertEquals(TIMES, answered.total(REQUESTS, "model:gpt-4o", "routing:round_robin"));
    assertEquals(INPUT, answered.total("prism.gateway.input_tokens", "model:gpt-4o"));
    assertEquals(OUTPUT, answered.total("prism.gateway.output_tokens", "model:gpt-4o"));
    assertEquals(
        TIMES * FakeGateway.COST, answered.total("prism.gateway.cost", "model:gpt-4o"), 1e-9);

    String cache = setup.showsHeadersOfStreams() ? "cache:miss" : "cache:none";
    assertEquals(TIMES, answered.total(REQUESTS, "model:gpt-4o-mini", cache));
    assertEquals(INPUT, answered.total("prism.gateway.input_tokens", "model:gpt-4o-mini"));
    assertEquals(OUTPUT, answered.total("prism.gateway.output_tokens", "model:gpt-4o-mini"));
    assertTrue(answered.total("prism.gateway.cost", "model:gpt-4o-mini") > 0, "from the prices");

    assertEquals(TIMES, answered.total(REQUESTS, "model:text-embedding-3-small"));
    assertEquals(
        INPUT, answered.total("prism.gateway.input_tokens", "model:text-embedding-3-small"));

    assertEquals(TIMES, answered.total(REQUESTS, "model:cached", "cache:hit"));
    assertEquals(0, answered.total("prism.gateway.cost", "model:cached"));
    assertEquals(setup.callsOff() ? TIMES : 0, held.total(REQUESTS, "model:gpt-4.1"));
    assertEquals(0, held.total("prism.gateway.errors", "error:false"));
  }

  private static void assertFailed(HeldMetrics held, Map<String, Integer> sent) {
    for (int error : ERRORS) {
      String[] tags = {"model:error-" + error, "status_code:" + error, "error:true"};
      assertEquals(2 * TIMES, held.total(REQUESTS, tags), "requests " + error);
      assertEquals(2 * TIMES, held.total("prism.gateway.errors", tags), "errors " + error);
    }
    assertTrue(sent.get("error-500") > 2 * TIMES, "frameworks try again: " + sent);
    String[] tags = {"model:" + ModelCalls.UNREACHABLE, "status_code:0", "error:true"};
    assertEquals(TIMES, held.total(REQUESTS, tags));
    assertEquals(TIMES, held.total("prism.gateway.errors", tags));
    assertEquals(TIMES * (2 * ERRORS.size() + 1), held.total(REQUESTS, "error:true"));
  }

  /** Runs the application, and gives what it printed. */
  private static String run(
      Setup setup, FakeGateway gateway, List<String> options, List<String> steps)
      throws Exception {
    List<String> command = new ArrayList<>(options);
    command.addAll(List.of("-cp", Artifacts.frameworkClassPath(setup.framework())));
    command.addAll(List.of("io.tagalong.it.app.ModelCalls", gateway.url(), "1", "" + TIMES));
    command.addAll(steps);
    try (JavaProcess process = JavaProcess.start(setup.jvm(), Map.of(), command)) {
      JavaProcess.Result app = process.awaitEnd();
      assertEquals(0, app.status(), app.err());
      assertFalse(app.err().contains("[tagalong]"), app.err());
      return app.out();
    }
  }
}
