package io.tagalong.agent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.probe.SteppedTime;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebClientProbeTest {
  private final WebClientProbe probe =
      new WebClientProbe(
          new HttpWatch(List.of(), new SteppedTime()::stopwatch, new CapturedLog().log()));

  /** As Spring's. */
  public static final class ClientRequest {
    private final URI url;

    ClientRequest(URI url) {
      this.url = url;
    }

    public URI url() {
      return url;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://gateway.example:81/v1, gateway.example:81, gateway.example",
    "http://llm_gateway:81/v1, llm_gateway:81, llm_gateway",
    "/v1, '', ''",
  })
  void takesTheAuthorityOfTheAddress(String address, String authority, String host) {
    Object[] arguments = {new ClientRequest(URI.create(address))};

    HttpRequest request = Objects.requireNonNull(probe.request(null, arguments));

    assertEquals(authority, request.authority());
    assertEquals(host, request.host());
  }
}
