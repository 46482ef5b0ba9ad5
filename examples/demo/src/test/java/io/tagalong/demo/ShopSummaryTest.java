package io.tagalong.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopSummaryTest {
  @Test
  void readsTheShopsSummaryAndNothingElse() {
    List<Scene> scenes =
        ShopSummary.of(
                List.of(
                    "WARN something failed x3 times",
                    "served 10 visitors",
                    "checkGate new_checkout true x7",
                    "getConfig x10",
                    "getExperiment button_size Test x10",
                    "getLayer checkout_layer x7",
                    "order card x2",
                    "order invoice x1",
                    "mail order-confirmation x3",
                    "ask gpt-4o x2"))
            .scenes();

    assertEquals(
        Map.of(
            "statsig.check_gate.count{environment:production,name:new_checkout,value:true}", 7L,
            "statsig.get_config.count{environment:production}", 10L,
            "statsig.get_experiment.count{environment:production,group:test,name:button_size}", 10L,
            "statsig.get_layer.count{environment:production,name:checkout_layer}", 7L),
        scenes.get(0).expected());
    assertEquals(
        Map.of(
            "sentry.orders.placed{instance:card}", 2L,
            "sentry.orders.placed{instance:invoice}", 1L,
            "sentry.orders.items{}", 3L),
        scenes.get(1).expected());
    assertEquals(
        Map.of("braze.messaging.sent{campaign_id:order-confirmation}", 3L),
        scenes.get(2).expected());
    Map<String, Long> gateway = scenes.get(3).expected();
    assertEquals(5, gateway.size());
    assertEquals(2, gateway.get("logs of prism-gateway{status:info}"));
  }

  @Test
  void refusesASummaryThatItDoesNotUnderstand() {
    assertThrows(
        IllegalArgumentException.class, () -> ShopSummary.of(List.of("getTreatment a b x1")));
  }
}
