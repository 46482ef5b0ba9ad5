package io.tagalong.agent.rulefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.config.InvalidOptionException;
import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacksTest {
  private static final String SERVER = "com.statsig.sdk.StatsigServerImpl";
  private static final Path FOLDER =
      Path.of("src", "main", "resources", "io", "tagalong", "agent", "rulefile");

  @Test
  void indexesExactlyTheClassesOfThePacks() throws Exception {
    String built =
        Files.readString(
            Path.of("target", "classes").resolve("io/tagalong/agent/rulefile" + "/packs.index"));

    assertEquals(PackIndex.index(FOLDER), built);
    Set<String> named = new Packs(Options.defaults()).classNames();
    assertEquals(built.lines().count(), named.size());
    assertTrue(
        named.containsAll(
            Set.of(
                SERVER,
                "com.statsig.Layer",
                "com.statsig.sdk.Evaluator",
                "io.sentry.metrics.NoOpMetricsApi",
                "com.openai.services.blocking.chat.ChatCompletionServiceImpl$WithRawResponseImpl",
                "com.anthropic.services.async.beta.MessageServiceAsyncImpl",
                "jdk.internal.net.http.HttpClientImpl",
                "dev.langchain4j.internal.RetryUtils$RetryPolicy",
                "org.springframework.ai.openai.api.OpenAiApi")));
  }

  @Test
  void leavesOutWhatTheOptionsDoNotName() throws Exception {
    Set<String> named = new Packs(options("sentry statsig")).classNames();

    assertTrue(
        named.containsAll(Set.of(SERVER, "io.sentry.metrics.NoOpMetricsApi")), named::toString);
    assertFalse(named.contains("jdk.internal.net.http.HttpClientImpl"), named::toString);
  }

  @Test
  void refusesAPackThatThereIsNot() {
    InvalidOptionException refused =
        assertThrows(InvalidOptionException.class, () -> new Packs(options("sentry brase")));

    String message = refused.toString();
    assertTrue(message.contains("there is no pack brase; the packs are anthropic http "), message);
  }

  private static Options options(String packs) throws InvalidOptionException {
    return Options.parse(null, new Properties(), Map.of("TAGALONG_AGENT_PACKS", packs));
  }

  @Test
  void readsTheSentryPackWithoutAProblem() throws Exception {
    RuleFile pack = new Packs(Options.defaults()).read("sentry.yaml");

    assertEquals(List.of(), pack.problems());
    assertEquals(12, pack.rules().size());
    Metric first = Objects.requireNonNull(pack.rules().get(0).metric());
    assertEquals("metric", first.nameKey());
  }

  @Test
  void readsTheHttpPackWithoutAProblem() throws Exception {
    RuleFile pack = new Packs(Options.defaults()).read("http.yaml");

    assertEquals(List.of(), pack.problems());
    assertEquals(List.of(), pack.rules());
    assertEquals(11, pack.probes().size());
  }

  @Test
  void findsOneStatsigRulePerOverloadWhenTheDescriptorFitsExactly() throws Exception {
    assertEquals(1, rules("checkGateSync", "(Lcom/statsig/sdk/StatsigUser;Ljava/lang/String;)Z"));
    assertEquals(
        1,
        rules(
            "checkGateSync",
            "(Lcom/statsig/sdk/StatsigUser;Ljava/lang/String;"
                + "Lcom/statsig/sdk/CheckGateOptions;)Z"));
    assertEquals(
        2, // One counts the call, one its holdouts.
        rules(
            "getLayer",
            "(Lcom/statsig/sdk/StatsigUser;Ljava/lang/String;"
                + "Lkotlin/coroutines/Continuation;)Ljava/lang/Object;"));
  }

  @Test
  void findsNoStatsigRuleForFormsThatCallAnotherHookedForm() throws Exception {
    assertEquals(
        0,
        rules(
            "checkGateAsync",
            "(Lcom/statsig/sdk/StatsigUser;Ljava/lang/String;)"
                + "Ljava/util/concurrent/CompletableFuture;"));
    assertEquals(0, rules("checkGateSync", "(Lcom/statsig/sdk/StatsigUser;)Z"));
  }

  @Test
  void recordsOtherEnvironmentsOnlyWhenAsked() throws Exception {
    List<Rule> productionOnly = new Packs(Options.defaults()).read("statsig.yaml").rules();
    List<Rule> all = new Packs(everywhere()).read("statsig.yaml").rules();

    assertEquals(13, all.size());
    assertEquals(productionOnly.size(), all.size());
    for (int i = 0; i < all.size(); i++) {
      assertTrue(
          productionOnly.get(i).conditions().size() > all.get(i).conditions().size(),
          all.get(i).id());
    }
  }

  @Test
  void countsStatsigsCallsOrItsExposuresAndNeverBoth() throws Exception {
    Options exposures = Options.parse("statsig_count=exposures", new Properties(), Map.of());

    assertEquals(Set.of(SERVER), inForce(Options.defaults()));
    assertEquals(
        Set.of("com.statsig.sdk.Evaluator", "com.statsig.sdk.StatsigLogger"), inForce(exposures));
  }

  private static Set<String> inForce(Options options) throws Exception {
    Packs packs = new Packs(options);
    List<Rule> rules = new ArrayList<>(packs.read("statsig.yaml").rules());
    rules.addAll(packs.read("statsig-exposures.yaml").rules());
    return new RuleBook(rules).classNames();
  }

  private static Options everywhere() throws Exception {
    return Options.parse("include_non_production=true", new Properties(), Map.of());
  }

  private static long rules(String method, String descriptor) throws Exception {
    return new Packs(Options.defaults())
        .read("statsig.yaml").rules().stream()
            .filter(rule -> rule.target().matches(method, descriptor))
            .count();
  }
}
