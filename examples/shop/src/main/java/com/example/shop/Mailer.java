package com.example.shop;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Has Braze send a campaign's message, over its REST API. */
final class Mailer {
  private static final String CAMPAIGN = "order-confirmation";

  private final Service braze;

  private Mailer(Service braze) {
    this.braze = braze;
  }

  /**
   * A mailer for Braze's cluster at {@code BRAZE_REST_URL}, with the key {@code BRAZE_API_KEY};
   * null where there is none.
   */
  static @Nullable Mailer fromEnvironment() {
    Service braze = Service.fromEnvironment("BRAZE_REST_URL", "BRAZE_API_KEY");
    return braze == null ? null : new Mailer(braze);
  }

  /** Sends a customer the confirmation of an order and gives the campaign's name. */
  String confirm(String customer) throws IOException, InterruptedException {
    braze.post(
        "/campaigns/trigger/send",
        """
        {"campaign_id": "%s", "recipients": [{"external_user_id": "%s"}]}
        """
            .formatted(CAMPAIGN, customer));
    return CAMPAIGN;
  }
}
