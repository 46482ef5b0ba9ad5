package io.tagalong.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {
  @Test
  void readsTheShopsSummaryAndNothingElse() {
    Map<String, Long> counts =
        Counts.expected(
            List.of(
                "WARN something failed x3 times",
                "served 10 visitors",
                "checkGate new_checkout true x7",
                "getConfig x10",
                "getExperiment button_size Test x10",
                "getLayer checkout_layer x7"));

    assertEquals(
        Map.of(
            "statsig.check_gate.count{environment:production,name:new_checkout,value:true}", 7L,
            "statsig.get_config.count{environment:production}", 10L,
            "statsig.get_experiment.count{environment:production,group:test,name:button_size}", 10L,
            "statsig.get_layer.count{environment:production,name:checkout_layer}", 7L),
        counts);
  }

  @Test
  void refusesASummaryThatItDoesNotUnderstand() {
    assertThrows(
        IllegalArgumentException.class, () -> Counts.expected(List.of("getTreatment a b x1")));
  }
}
