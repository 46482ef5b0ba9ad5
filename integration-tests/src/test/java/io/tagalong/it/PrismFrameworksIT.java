package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.app.ModelCalls;
import io.tagalong.it.app.RawModelCalls;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.FakeGateway;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import io.tagalong.it.harness.LogSink;
import io.tagalong.it.harness.SidecarProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code docs/prism-gateway.md} promises applications that reach the gateway through a
 * framework.
 */
class PrismFrameworksIT {
  private static final String REQUESTS = "prism.gateway.requests";
  private static final int TIMES = 3;
  private static final double INPUT = TIMES * FakeGateway.INPUT_TOKENS;
  private static final double OUTPUT = TIMES * FakeGateway.OUTPUT_TOKENS;
  private static final String[] ANSWERED = {
    "provider:openai", "status_code:200", "gateway:127.0.0.1", "error:false"
  };

  private static final List<Integer> ERRORS = List.of(400, 403, 429, 500);

  private static final List<String> CLIENTS =
      List.of(
          "jdk",
          "jdk-async",
          "url-connection",
          "rest-template",
          "okhttp",
          "okhttp-async",
          "apache4",
          "apache5",
          "apache5-async",
          "web-client");

  /** Does not show its requests' bodies, so the gateway's headers name the model. */
  private static final String WITHOUT_BODY = "web-client";

  /** The others show an answer as a stream, or hand it on before it can be looked at. */
  private static final Set<String> READABLE_ANSWERS = Set.of("jdk", "okhttp", "okhttp-async");

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
    List<String> steps = steps(setup);
    List<String> app = new ArrayList<>(List.of("io.tagalong.it.app.ModelCalls", "GATEWAY"));
    app.addAll(List.of("1", String.valueOf(TIMES)));
    app.addAll(steps);
    Recorded recorded =
        record(setup.jvm(), "127.0.0.1", Artifacts.frameworkClassPath(setup.framework()), app);

    HeldMetrics held = recorded.held();
    assertAnswered(setup, held);
    assertFailed(held, recorded.sent());
    int answered = TIMES * (steps.size() - 2 * ERRORS.size() - 1);
    assertEquals(answered, held.total(REQUESTS, "error:false"));
    assertEquals(TIMES * steps.size(), recorded.logs());
  }

  /** Every JVM with the gateway named by its host, and one with the port at which nobody is. */
  static List<Arguments> namedGateways() {
    List<Arguments> named = new ArrayList<>();
    Jvm.all().forEach(jvm -> named.add(Arguments.of(jvm, "127.0.0.1")));
    named.add(Arguments.of(Jvm.own(), RawModelCalls.UNREACHABLE));
    return named;
  }

  /** Of what is answered the gateway's headers tell; of what nobody answers, only its name. */
  @ParameterizedTest
  @MethodSource("namedGateways")
  void countsRequestsOfHttpClientsAlone(Jvm jvm, String gateway) throws Exception {
    List<String> app = new ArrayList<>(List.of("io.tagalong.it.app.RawModelCalls", "GATEWAY"));
    app.addAll(CLIENTS);

    HeldMetrics held = record(jvm, gateway, Artifacts.httpClientsClassPath(4), app).held();

    for (String client : CLIENTS) {
      String model = "model:" + client + (client.equals(WITHOUT_BODY) ? "-2024-08-06" : "");
      assertEquals(2, held.total(REQUESTS, model, "status_code:200", "cache:miss"), client);
      assertEquals(FakeGateway.COST, held.total("prism.gateway.cost", model), 1e-9, client);
      double tokens = READABLE_ANSWERS.contains(client) ? FakeGateway.INPUT_TOKENS : 0;
      assertEquals(tokens, held.total("prism.gateway.input_tokens", model), client);
    }
    assertEquals(2 * CLIENTS.size(), held.total(REQUESTS, "error:false"));
    assertEquals(CLIENTS.size(), held.total("prism.gateway.errors", "status_code:429"));
    assertEquals(CLIENTS.size(), held.total("prism.gateway.errors", "status_code:0"));
    assertEquals(2 * CLIENTS.size(), held.total(REQUESTS, "error:true"));
  }

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
    assertTrue(sent.getOrDefault("error-500", 0) > 2 * TIMES, "frameworks try again: " + sent);
    String[] tags = {"model:" + ModelCalls.UNREACHABLE, "status_code:0", "error:true"};
    assertEquals(TIMES, held.total(REQUESTS, tags));
    assertEquals(TIMES, held.total("prism.gateway.errors", tags));
    assertEquals(TIMES * (2 * ERRORS.size() + 1), held.total(REQUESTS, "error:true"));
  }

  /** What a run left behind: metrics, how many logs, and requests at the gateway by model. */
  private record Recorded(HeldMetrics held, int logs, Map<String, Integer> sent) {}

  /**
   * Runs an application with the agent and without, and holds what it printed against each other.
   *
   * @param named the gateway, as the settings name it
   * @param app its class and arguments, with {@code GATEWAY} for the gateway's address
   */
  private static Recorded record(Jvm jvm, String named, String classPath, List<String> app)
      throws Exception {
    try (FakeGateway gateway = FakeGateway.start("x-prism-");
        LogSink logs = LogSink.start();
        IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults());
        SidecarProcess sidecar = SidecarProcess.start(intake)) {
      List<String> command = new ArrayList<>(List.of("-cp", classPath));
      app.forEach(word -> command.add(word.equals("GATEWAY") ? gateway.url() : word));
      String without = run(jvm, command);
      Map<String, Integer> before = gateway.requests();
      command.add(
          0,
          Artifacts.agent(
              "port=%d,llm_gateways=%s,llm_logs=%s".formatted(sidecar.port(), named, logs.url())));
      assertEquals(without, run(jvm, command));
      assertEquals(doubled(before), gateway.requests(), "the agent sends nothing of its own");

      sidecar.terminate();
      String everything = intake.held() + String.join("\n", logs.bodies());
      for (String secret : List.of(ModelCalls.KEY, "secret", FakeGateway.COMPLETION)) {
        assertFalse(everything.contains(secret), secret);
      }
      return new Recorded(intake.metrics(), logs.count("\"message\":"), before);
    }
  }

  private static Map<String, Integer> doubled(Map<String, Integer> counts) {
    Map<String, Integer> doubled = new TreeMap<>();
    counts.forEach((model, count) -> doubled.put(model, 2 * count));
    return doubled;
  }

  /** Runs an application, and gives what it printed. */
  private static String run(Jvm jvm, List<String> command) throws Exception {
    JavaProcess.Result app = JavaProcess.run(jvm, Map.of(), command);
    assertEquals(0, app.status(), app.err());
    assertFalse(app.err().contains("[tagalong]"), app.err());
    return app.out();
  }
}
