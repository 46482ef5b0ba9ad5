package io.tagalong.agent.rulefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.rule.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    assertEquals(
        Set.of(
            SERVER,
            "com.statsig.Statsig",
            "com.statsig.Layer",
            "io.sentry.metrics.MetricsApi",
            "io.sentry.metrics.NoOpMetricsApi",
            "io.sentry.MetricsAggregator",
            "io.sentry.metrics.NoopMetricsAggregator",
            "jdk.internal.net.http.HttpClientImpl",
            "sun.net.www.protocol.http.HttpURLConnection",
            "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection",
            "okhttp3.RealCall",
            "okhttp3.internal.connection.RealCall",
            "org.apache.http.impl.client.InternalHttpClient",
            "org.apache.hc.client5.http.impl.classic.InternalHttpClient",
            "org.apache.hc.client5.http.impl.async.InternalAbstractHttpAsyncClient",
            "org.apache.hc.core5.http.nio.support.AbstractAsyncResponseConsumer",
            "org.springframework.web.reactive.function.client"
                + ".ExchangeFunctions$DefaultExchangeFunction"),
        new Packs(false).classNames());
  }

  @Test
  void readsTheSentryPackWithoutAProblem() throws Exception {
    RuleFile pack = new Packs(false).read("sentry.yaml");

    assertEquals(List.of(), pack.problems());
    assertEquals(12, pack.rules().size());
    assertEquals("metric", pack.rules().get(0).metric().nameKey());
  }

  @Test
  void readsTheHttpPackWithoutAProblem() throws Exception {
    RuleFile pack = new Packs(false).read("http.yaml");

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
        1,
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
    List<Rule> productionOnly = new Packs(false).read("statsig.yaml").rules();
    List<Rule> all = new Packs(true).read("statsig.yaml").rules();

    assertEquals(9, all.size());
    assertEquals(productionOnly.size(), all.size());
    for (int i = 0; i < all.size(); i++) {
      assertTrue(
          productionOnly.get(i).conditions().size() > all.get(i).conditions().size(),
          all.get(i).id());
    }
  }

  private static long rules(String method, String descriptor) throws Exception {
    return new Packs(false)
        .read("statsig.yaml").rules().stream()
            .filter(rule -> rule.target().matches(method, descriptor))
            .count();
  }
}
