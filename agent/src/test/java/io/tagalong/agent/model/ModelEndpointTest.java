package io.tagalong.agent.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "https://gateway.futureagi.com/v1/chat/completions, gateway.futureagi.com, openai",
    "http://127.0.0.1:8080/openai/v1/embeddings?version=1, 127.0.0.1:8080, openai",
    "http://[::1]:80/v1/responses, [::1]:80, openai",
    "https://gateway.futureagi.com/v1/messages, gateway.futureagi.com, anthropic",
  })
  void tellsHostAndFamilyOfARequestToAModel(String address, String authority, String family) {
    ModelEndpoint endpoint = Objects.requireNonNull(ModelEndpoint.at(address));

    assertEquals(authority, endpoint.authority());
    assertEquals(family, endpoint.family());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://gateway.futureagi.com/v1/models",
        "https://example.com/messages",
        "mailto:completions",
        "not an address/completions",
        ""
      })
  void isNothingForOtherAddresses(String address) {
    assertNull(ModelEndpoint.at(address));
    assertNull(ModelEndpoint.at(null));
  }

  @Test
  void keepsNoCredentials() {
    ModelEndpoint endpoint =
        Objects.requireNonNull(ModelEndpoint.at("http://u:secret@host/v1/completions"));

    assertEquals("host", endpoint.authority());
  }
}
