package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tagalong.intake.item.LogItem;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.app.AnthropicCalls;
import io.tagalong.it.app.OpenAiCalls;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.DatagramSink;
import io.tagalong.it.harness.FakeGateway;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import io.tagalong.it.harness.LogSink;
import io.tagalong.it.harness.SidecarProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real SDKs of OpenAI and Anthropic, through a fake gateway: {@code docs/prism-gateway.md}. */
class PrismGatewayIT extends IntakeTest {
  private static final String METRIC = "prism.gateway.";

  /** What every call of an application has in its body or its headers. */
  private static final List<String> SECRETS =
      List.of("prompt-that-stays-here", "key-that-stays-here", FakeGateway.COMPLETION);

  private static final List<String> TAGS =
      words("model provider status_code gateway cache guardrail routing error");

  /** The models that are asked for: each call has its own. */
  private static final List<String> OPEN_AI =
      words(
          "plain cached guarded async gpt-4o unclosed early async-stream async-early",
          "raw raw-unparsed raw-async raw-stream response response-stream embedding completion",
          "error-400 error-403 error-429 error-500 error-404 error-401 error-409 error-422 refused");

  private static final List<String> ANTHROPIC =
      words(
          "plain cached guarded async beta claude-sonnet-4-5 early async-stream raw raw-async",
          "error-400 error-403 error-429 error-500 error-404 error-401 error-422 refused");

  /** SDKs on a JVM. */
  private record Setup(Jvm jvm, String sdks, String classPath) {
    @Override
    public String toString() {
      return sdks + " SDKs on " + jvm;
    }
  }

  /** The newest SDKs on every JVM, and the oldest that we watch on one. */
  static List<Setup> setups() {
    List<Setup> setups = new ArrayList<>();
    for (Jvm jvm : Jvm.all()) {
      setups.add(new Setup(jvm, "newest", Artifacts.llmClassPath()));
    }
    setups.add(new Setup(Jvm.own(), "oldest", Artifacts.llmOldClassPath()));
    return setups;
  }

  @ParameterizedTest
  @MethodSource("setups")
  void countsEachCallOfOpenAisSdkOnce(Setup setup) throws Exception {
    try (Run run = new Run(setup, OpenAiCalls.class, "x-prism-")) {
      run.finish();

      assertEquals(once(OPEN_AI), run.requestsByModel());
      run.assertTags("plain", "provider:openai", "status_code:200", "cache:miss", "error:false");
      run.assertTags("cached", "cache:hit", "routing:round_robin", "guardrail:none");
      run.assertTags("guarded", "guardrail:triggered");
      run.assertTags("async", "provider:openai", "status_code:200", "cache:miss");
      run.assertTags("async-stream", "provider:openai", "status_code:200", "cache:miss");
      run.assertTags("error-429", "provider:openai", "status_code:429", "error:true", "cache:none");
      run.assertTags("error-404", "status_code:404", "error:true");
      run.assertTags("error-409", "status_code:409", "error:true");
      run.assertTags("refused", "status_code:0", "error:true", "gateway:127.0.0.1");
      assertEquals(9, run.metrics.total(METRIC + "errors", "error:true"));
      for (String model :
          words(
              "plain async gpt-4o unclosed async-stream raw raw-async raw-stream",
              "response response-stream completion")) {
        run.assertTokens(model, FakeGateway.INPUT_TOKENS, FakeGateway.OUTPUT_TOKENS);
      }
      run.assertTokens("embedding", FakeGateway.INPUT_TOKENS, 0);
      run.assertTokens("early", 0, 0);
      run.assertTokens("raw-unparsed", 0, 0);
      assertEquals(FakeGateway.COST, run.metrics.total(METRIC + "cost", "model:plain"), 1e-9);
      assertEquals(0, run.metrics.total(METRIC + "cost", "model:cached"));
      // Of the price table: 12 tokens at 2.50 and 5 at 10 USD a million.
      assertEquals(0.00008, run.metrics.total(METRIC + "cost", "model:gpt-4o"), 1e-9);
      assertEquals(Map.of("error-409", 3, "error-429", 3, "error-500", 3), run.gateway.retried());
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void countsEachCallOfAnthropicsSdkOnce(Setup setup) throws Exception {
    try (Run run = new Run(setup, AnthropicCalls.class, "x-agentcc-")) {
      run.finish();

      assertEquals(once(ANTHROPIC), run.requestsByModel());
      run.assertTags("plain", "provider:anthropic", "status_code:200", "cache:miss");
      run.assertTags("cached", "cache:hit", "routing:round_robin", "guardrail:none");
      run.assertTags("error-403", "provider:anthropic", "status_code:403", "error:true");
      run.assertTags("error-422", "status_code:422", "error:true");
      run.assertTags("refused", "status_code:0", "error:true", "gateway:127.0.0.1");
      assertEquals(8, run.metrics.total(METRIC + "errors", "error:true"));
      for (String model : words("plain async beta claude-sonnet-4-5 async-stream raw")) {
        run.assertTokens(model, FakeGateway.INPUT_TOKENS, FakeGateway.OUTPUT_TOKENS);
      }
      assertEquals(Map.of("error-429", 3, "error-500", 3), run.gateway.retried());
    }
  }

  @Test
  void arrivesInDatadogAsSixMetricsAndALogForEachCall() throws Exception {
    try (FakeGateway gateway = FakeGateway.start("x-prism-");
        SidecarProcess sidecar = SidecarProcess.start(intake)) {
      List<String> agent = agent(sidecar.port(), sidecar.httpUrl() + "/api/v2/logs");
      assertEquals(0, run(setups().get(0), AnthropicCalls.class, gateway, agent).status());
      assertEquals(0, sidecar.terminate().status());
    }

    HeldMetrics held = intake.metrics();
    assertEquals(ANTHROPIC.size(), held.total(METRIC + "requests"));
    assertEquals(8, held.total(METRIC + "errors"));
    assertEquals(1, held.total(METRIC + "requests", "model:cached", "cache:hit", "error:false"));
    assertEquals(FakeGateway.COST, held.total(METRIC + "cost", "model:plain"), 1e-9);
    for (String count : List.of("requests", "errors", "input_tokens", "output_tokens", "cost")) {
      assertEquals(Optional.of(MetricKind.COUNT), held.kindOf(METRIC + count), count);
    }
    assertEquals(Optional.of(MetricKind.GAUGE), held.kindOf(METRIC + "latency_ms"));

    List<LogItem> logs = intake.held().logs();
    assertEquals(ANTHROPIC.size(), logs.size());
    for (LogItem log : logs) {
      assertEquals("futureagi", log.source());
      assertEquals("prism-gateway", log.service());
      assertEquals(TAGS, log.tags().stream().map(tag -> tag.replaceFirst(":.*", "")).toList());
    }
    for (String secret : SECRETS) {
      assertFalse((held.toString() + logs).contains(secret), secret);
    }
  }

  private static List<String> agent(int port, String logs) {
    return List.of(Artifacts.agent("port=" + port + ",llm_gateways=127.0.0.1,llm_logs=" + logs));
  }

  private static JavaProcess.Result run(
      Setup setup, Class<?> application, FakeGateway gateway, List<String> agent) throws Exception {
    List<String> command = new ArrayList<>(agent);
    command.addAll(List.of("-cp", setup.classPath(), application.getName()));
    command.addAll(List.of(gateway.url(), "http://127.0.0.1:1"));
    return JavaProcess.run(setup.jvm(), Map.of(), command);
  }

  private static List<String> words(String... lines) {
    return List.of(String.join(" ", lines).split(" ", -1));
  }

  private static Map<String, Long> once(List<String> models) {
    Map<String, Long> once = new TreeMap<>();
    models.forEach(model -> once.put(model, 1L));
    return once;
  }

  /** An application beside everything that it and its agent talk to. */
  private static final class Run implements AutoCloseable {
    private final Setup setup;
    private final Class<?> application;
    private final FakeGateway gateway;
    private final DatagramSink metrics = new DatagramSink();
    private final LogSink logs = LogSink.start();

    Run(Setup setup, Class<?> application, String headerPrefix) throws Exception {
      this.setup = setup;
      this.application = application;
      this.gateway = FakeGateway.start(headerPrefix);
    }

    /** Runs the application without the agent, then with it. */
    void finish() throws Exception {
      JavaProcess.Result without = run(setup, application, gateway, List.of());
      gateway.forget();
      JavaProcess.Result with = run(setup, application, gateway, agent(metrics.port(), logs.url()));
      metrics.receiveAll();

      assertEquals(0, without.status(), without.err());
      assertEquals(0, with.status(), with.err());
      assertEquals(without.out(), with.out());
      assertFalse(with.err().contains("[tagalong]"), with.err());
      assertEquals(requestsByModel().size(), logs.count("\"message\""));
      for (String secret : SECRETS) {
        assertFalse(metrics.toString().contains(secret), secret);
        assertEquals(0, logs.count(secret), secret);
      }
    }

    Map<String, Long> requestsByModel() {
      Map<String, Long> byModel = new TreeMap<>();
      metrics
          .counts(METRIC + "requests")
          .forEach((tags, count) -> byModel.merge(model(tags), count, Long::sum));
      return byModel;
    }

    private static String model(String tags) {
      return tags.replaceFirst(".*\\bmodel:", "").replaceFirst(",.*", "");
    }

    void assertTags(String model, String... tags) {
      List<String> all = new ArrayList<>(List.of(tags));
      all.add("model:" + model);
      assertEquals(
          1, metrics.total(METRIC + "requests", all.toArray(new String[0])), metrics.toString());
    }

    void assertTokens(String model, int input, int output) {
      assertEquals(input, metrics.total(METRIC + "input_tokens", "model:" + model), model);
      assertEquals(output, metrics.total(METRIC + "output_tokens", "model:" + model), model);
    }

    @Override
    public void close() {
      gateway.close();
      metrics.close();
      logs.close();
    }
  }
}
