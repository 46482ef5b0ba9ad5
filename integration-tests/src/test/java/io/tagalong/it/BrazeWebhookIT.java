package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.WebhookTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Braze's Currents and postbacks, through the sidecar's jar to a strict intake. */
class BrazeWebhookIT extends WebhookTest {
  private static final String TOKEN = "a-bearer-token-of-braze";
  private static final String USER = "user-4711";
  private static final String ADDRESS = "someone@example.com";

  @Test
  void countsEachMessageOfCurrentsWithItsTags() throws Exception {
    String campaign =
        """
        "app_group_id":"g1","app_group_name":"Shop","campaign_id":"c1","campaign_name":"Weekly"\
        """;
    String canvas =
        """
        "app_group_id":"g1","app_group_name":"Shop","canvas_id":"v1","canvas_name":"Welcome",
        "canvas_step_id":"s1","canvas_step_name":"First mail"\
        """;
    try (SidecarProcess sidecar = startWith("")) {
      String batch =
          "{\"events\":["
              + String.join(
                  ",",
                  event("1", "users.messages.email.Send", campaign),
                  event("2", "users.messages.email.Send", campaign),
                  event("3", "users.messages.email.Open", campaign),
                  event("4", "users.messages.sms.Send", canvas),
                  event("5", "users.messages.sms.CarrierSend", canvas),
                  event("6", "users.behaviors.CustomEvent", ""))
              + "]}";
      assertEquals(202, post(sidecar, batch, TOKEN));
      assertEquals(202, post(sidecar, batch, TOKEN));
      HeldMetrics held = terminate(sidecar, TOKEN, USER, ADDRESS);

      String[] ofCampaign = {
        "app_group_id:g1", "app_group_name:shop", "campaign_id:c1", "campaign_name:weekly"
      };
      String[] ofCanvas = {
        "app_group_id:g1",
        "app_group_name:shop",
        "canvas_id:v1",
        "canvas_name:welcome",
        "canvas_step_id:s1",
        "canvas_step_name:first_mail"
      };
      assertEquals(2, held.summary("braze.messaging.sent", ofCampaign).count());
      assertEquals(1, held.summary("braze.messaging.sent", ofCanvas).count());
      assertEquals(3, held.summary("braze.messaging.sent").sum());
      assertEquals(3, held.total("tagalong.sidecar.webhooks"));
      assertEquals(3, held.total("tagalong.sidecar.webhooks.repeated"));
      assertEquals(6, held.total("tagalong.sidecar.webhooks.ignored"));
    }
  }

  @Test
  void countsATransactionalMessageWhenItIsSentAndWhenItFails() throws Exception {
    try (SidecarProcess sidecar = startWith("  tags: {app_group_name: '\"Shop\"'}\n")) {
      for (String status : new String[] {"sent", "processed", "delivered", "sent"}) {
        assertEquals(202, post(sidecar, postback("d1", status), TOKEN));
      }
      for (String status : new String[] {"sent", "bounced"}) {
        assertEquals(202, post(sidecar, postback("d2", status), TOKEN));
      }
      assertEquals(202, post(sidecar, postback("d3", "aborted"), TOKEN));
      HeldMetrics held = terminate(sidecar, TOKEN, USER, ADDRESS);

      String[] tags = {"app_group_name:shop", "campaign_id:c9"};
      assertEquals(2, held.summary("braze.messaging.sent", tags).count());
      assertEquals(2, held.total("braze.messaging.errors", tags));
      assertEquals(1, held.total("tagalong.sidecar.webhooks.repeated"));
      assertEquals(2, held.total("tagalong.sidecar.webhooks.ignored"));
    }
  }

  @Test
  void refusesWhoDoesNotBearTheToken() throws Exception {
    String batch = "{\"events\":[" + event("1", "users.messages.email.Send", "") + "]}";
    try (SidecarProcess sidecar =
        startWith("").expectingLosses("http.requests.rejected.unauthorized")) {
      assertEquals(401, post(sidecar, batch, "another"));
      assertEquals(401, post(sidecar, "/webhook/braze", "not even JSON", Map.of()));
      HeldMetrics held = terminate(sidecar, TOKEN, USER, ADDRESS);

      assertEquals(2, rejected(held, "unauthorized"));
      assertEquals(0, rejected(held, "not_json"));
      assertEquals(0, held.total("braze.messaging.sent"));
    }
  }

  private static String event(String id, String type, String properties) {
    return """
        {"event_type":"%s","id":"%s","time":1700000000,
         "user":{"user_id":"%3$s","external_user_id":"%3$s","timezone":"Europe/Paris"},
         "properties":{%4$s%5$s"email_address":"%6$s","dispatch_id":"d"}}
        """
        .formatted(type, id, USER, properties, properties.isEmpty() ? "" : ",", ADDRESS);
  }

  private static String postback(String dispatch, String status) {
    return """
        {"dispatch_id":"%s","status":"%s",
         "metadata":{"campaign_api_id":"c9","external_send_id":"%s","received_at":"2026-01-31"}}
        """
        .formatted(dispatch, status, USER);
  }

  private SidecarProcess startWith(String more) throws Exception {
    return start("- use: braze\n  secret_env: TOKEN\n" + more, Map.of("TOKEN", TOKEN));
  }

  private int post(SidecarProcess sidecar, String body, String token) throws Exception {
    return post(sidecar, "/webhook/braze", body, Map.of("Authorization", "Bearer " + token));
  }
}
