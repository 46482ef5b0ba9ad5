package io.tagalong.sidecar.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.http.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs of this machine, or who knows the token; no web page. */
final class AdminAccessTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8127, true",
    "localhost, true",
    "[::1]:8127, true",
    "evil.example, false",
    "127.0.0.1.evil.example, false",
    "10.0.0.1:8127, false",
  })
  void goesByTheHostWhenThereIsNoToken(String host, boolean admitted) {
    assertEquals(
        admitted, AdminAccess.fromThisMachine().admits(with(Map.of("host", List.of(host)))));
  }

  @Test
  void refusesWebPagesOfThisMachineWhenThereIsNoToken() {
    Map<String, List<String>> headers =
        Map.of("host", List.of("localhost"), "origin", List.of("http://localhost"));

    assertEquals(false, AdminAccess.fromThisMachine().admits(with(headers)));
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer the-token, true",
    "Bearer the-toke, false",
    "Bearer the-token2, false",
    "the-token, false",
    "Basic the-token, false",
  })
  void wantsTheTokenWhereThereIsOne(String authorization, boolean admitted) {
    Map<String, List<String>> headers =
        Map.of("host", List.of("sidecar:8127"), "authorization", List.of(authorization));

    assertEquals(admitted, AdminAccess.withToken("the-token").admits(with(headers)));
  }

  @Test
  void refusesWhoSendsNoTokenWhereThereIsOne() {
    Map<String, List<String>> headers = Map.of("host", List.of("localhost"));

    assertEquals(false, AdminAccess.withToken("the-token").admits(with(headers)));
  }

  private static Request with(Map<String, List<String>> headers) {
    return new Request("GET", ConnectionApi.AREA, headers, new byte[0]);
  }
}
