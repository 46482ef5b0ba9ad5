package io.tagalong.agent.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatsigRulesTest {
  private static final String SERVER = "com.statsig.sdk.StatsigServerImpl";

  private final RuleBook book = new RuleBook(StatsigRules.rules(false));

  @Test
  void namesOnlyTheClassWhereAllFacadesMeet() {
    assertEquals(Set.of(SERVER), book.classNames());
  }

  @Test
  void findsOneRulePerOverloadWhenTheDescriptorFitsExactly() {
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
  void findsNothingForFormsThatCallAnotherHookedForm() {
    assertEquals(
        0,
        rules(
            "checkGateAsync",
            "(Lcom/statsig/sdk/StatsigUser;Ljava/lang/String;)"
                + "Ljava/util/concurrent/CompletableFuture;"));
    assertEquals(0, rules("checkGateSync", "(Lcom/statsig/sdk/StatsigUser;)Z"));
  }

  @Test
  void countsOtherEnvironmentsOnlyWhenAsked() {
    List<Rule> productionOnly = StatsigRules.rules(false);
    List<Rule> all = StatsigRules.rules(true);

    assertEquals(productionOnly.size(), all.size());
    for (int i = 0; i < all.size(); i++) {
      assertTrue(
          productionOnly.get(i).conditions().size() > all.get(i).conditions().size(),
          all.get(i).id());
    }
  }

  private int rules(String method, String descriptor) {
    return book.rulesFor(SERVER, method, descriptor).size();
  }
}
