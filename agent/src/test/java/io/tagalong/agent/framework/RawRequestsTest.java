package io.tagalong.agent.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.agent.http.ExchangeOf;
import io.tagalong.agent.llm.Gateways;
import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.llm.Prices;
import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.probe.SteppedTime;
import io.tagalong.agent.record.Tables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawRequestsTest {
  private static final String CHAT = "/v1/chat/completions";

  private final List<String> logs = new ArrayList<>();

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

  private RawRequests requests(String gateway) {
    LlmRecorder recorder =
        new LlmRecorder(
            "prism.gateway",
            false,
            new Gateways(List.of(gateway), false),
            Prices.shipped(),
            new Recorder(new Tables()),
            logs::add);
    FrameworkProbes frameworks =
        new FrameworkProbes(recorder, new SteppedTime()::stopwatch, new CapturedLog().log());
    return new RawRequests(() -> frameworks);
  }
}
