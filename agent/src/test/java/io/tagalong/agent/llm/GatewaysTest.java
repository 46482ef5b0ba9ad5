package io.tagalong.agent.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaysTest {
  private final Gateways gateways = new Gateways(List.of("One.example", "two.example:81"), false);

  @ParameterizedTest
  @CsvSource({
    "one.example, true",
    "ONE.example:8080, true",
    "two.example:81, true",
    "two.example:82, false",
    "two.example, false",
    "api.openai.com, false",
    "'', false",
  })
  void knowsTheConfiguredHostsWithTheirPortOrAny(String authority, boolean known) {
    assertEquals(known, gateways.known(authority));
    assertEquals(known, gateways.counts(authority, GatewayHeaders.NONE));
  }

  @ParameterizedTest
  @CsvSource({"x-prism-request-id", "x-agentcc-request-id", "x-agentcc-cache"})
  void countsWhatTheGatewayHasAnsweredUnderAnyName(String header) {
    GatewayHeaders headers = GatewayHeaders.read(Map.of(header, "r-1")::get);

    assertTrue(gateways.counts("unknown.example", headers));
  }

  @Test
  void countsEveryRequestWhenAsked() {
    assertTrue(new Gateways(List.of(), true).counts("api.openai.com", GatewayHeaders.NONE));
    assertFalse(new Gateways(List.of(), false).counts("api.openai.com", GatewayHeaders.NONE));
  }

  @ParameterizedTest
  @CsvSource({"one.example:8080, one.example", "one.example, one.example", "[::1]:81, [::1]"})
  void namesTheGatewayByItsHost(String authority, String gateway) {
    assertEquals(gateway, LlmRequest.to("openai", authority).build().gateway());
  }
}
