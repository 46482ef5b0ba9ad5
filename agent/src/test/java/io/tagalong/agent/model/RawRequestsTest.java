package io.tagalong.agent.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.http.ExchangeOf;
import io.tagalong.agent.http.SentRequest;
import io.tagalong.agent.llm.Gateways;
import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.llm.Prices;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.record.Tables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawRequestsTest {
  private static final String CHAT = "/v1/chat/completions";

  private final List<String> logs = new ArrayList<>();
  private boolean insideFramework;

  @ParameterizedTest
  @CsvSource({
    "gateway.example:81, gateway.example, 1",
    "gateway.example:81, gateway.example:81, 1",
    "gateway.example:81, gateway.example:82, 0",
    "gateway.example, gateway.example, 1",
    "llm_gateway:81, llm_gateway:81, 1",
  })
  void countsRequestsToAGatewayThatIsNamedWithItsPortOrWithout(
      String authority, String gateway, int counted) {
    RawRequests requests = requests(gateway);

    requests.ended(ExchangeOf.request(authority, CHAT, "{\"model\":\"m\"}", 0));

    assertEquals(counted, logs.size());
  }

  @Test
  void wantsWhatIsPostedToAModel() {
    RawRequests requests = requests("gateway.example");

    assertTrue(requests.wants(SentRequest.to("POST", "gateway.example", CHAT)));
    assertFalse(requests.wants(SentRequest.to("GET", "gateway.example", CHAT)));
    assertFalse(requests.wants(SentRequest.to("POST", "gateway.example", "/v1/files")));
  }

  @Test
  void leavesToTheFrameworkWhatIsInsideOfItsCall() {
    RawRequests requests = requests("gateway.example");

    assertFalse(requests.recordedAlready());
    insideFramework = true;
    assertTrue(requests.recordedAlready());
  }

  private RawRequests requests(String gateway) {
    LlmRecorder recorder =
        new LlmRecorder(
            "prism.gateway",
            false,
            new Gateways(List.of(gateway), false),
            Prices.shipped(),
            new Recorder(new Tables()),
            logs::add);
    return new RawRequests(() -> recorder, () -> insideFramework);
  }
}
