package io.tagalong.agent.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorityTest {
  @ParameterizedTest
  @CsvSource({
    "https://gateway.example/v1, gateway.example",
    "http://me:secret@127.0.0.1:81/v1, 127.0.0.1:81",
    "http://[::1]:81/v1, [::1]:81",
    "http://llm_gateway:8080/v1, llm_gateway:8080",
    "not an address, ''",
    "/v1, ''",
  })
  void takesHostAndPortOfAnAddressAndNothingElse(String address, String authority) {
    assertEquals(authority, Authority.of(address));
  }

  @ParameterizedTest
  @CsvSource({
    "one.example, 81, one.example:81",
    "one.example, -1, one.example",
    "::1, 81, [::1]:81",
    "[::1], 81, [::1]:81",
    "::1, -1, [::1]",
  })
  void joinsHostAndPort(String host, int port, String authority) {
    assertEquals(authority, Authority.of(host, port));
  }

  @ParameterizedTest
  @CsvSource({
    "one.example:8080, one.example",
    "one.example, one.example",
    "[::1]:81, [::1]",
    "[::1], [::1]",
    "'', ''",
  })
  void leavesThePortOut(String authority, String host) {
    assertEquals(host, Authority.host(authority));
  }
}
