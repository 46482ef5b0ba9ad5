package io.tagalong.agent.braze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "/messages/send, MESSAGES",
    "/campaigns/trigger/send, CAMPAIGN",
    "/canvas/trigger/send, CANVAS",
    "/transactional/v1/campaigns/c-1/send, TRANSACTIONAL",
    "/proxy/braze/messages/send, MESSAGES"
  })
  void isFoundByItsPath(String path, SendEndpoint endpoint) {
    assertEquals(endpoint, SendEndpoint.at(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users/track",
        "/messages/schedule/create",
        "/campaigns/trigger/schedule/create",
        "/sends/id/create",
        "/transactional/v1/campaigns/send",
        "/transactional/v1/campaigns//send",
        "/transactional/v1/campaigns/a/b/send",
        "/send",
        "/",
        ""
      })
  void isNotFoundAtPathsThatSendNothing(String path) {
    assertNull(SendEndpoint.at(path));
  }

  @Test
  void namesTheCampaignOfATransactionalSend() {
    assertEquals("c-1", SendEndpoint.transactionalCampaign("/p/transactional/v1/campaigns/c-1/send"));
  }

  @ParameterizedTest
  @CsvSource({
    "rest.iad-01.braze.com, true",
    "rest.fra-02.braze.eu, true",
    "rest.us-10.braze.com, true",
    "braze-proxy.shop.example, true",
    "BRAZE-proxy.shop.example, true",
    "sdk.iad-01.braze.com, false",
    "rest.iad-01.braze.com.example, false",
    "rest.example.com, false",
    "localhost, false"
  })
  void countsOnBrazesHostsAndOnThoseOfTheSetting(String host, boolean counts) {
    assertEquals(counts, new Hosts(List.of("Braze-Proxy.shop.example")).contain(host));
  }
}
