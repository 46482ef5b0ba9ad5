package com.example.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Has Braze send a campaign's message, over its REST API. */
final class Mailer {
  private static final String CAMPAIGN = "order-confirmation";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;
  private final String key;

  private Mailer(URI api, String key) {
    this.api = api;
    this.key = key;
  }

  /**
   * A mailer for Braze's cluster at {@code BRAZE_REST_URL}, with the key {@code BRAZE_API_KEY};
   * null where there is none.
   */
  static @Nullable Mailer fromEnvironment() {
    String url = System.getenv("BRAZE_REST_URL");
    return url == null
        ? null
        : new Mailer(URI.create(url), System.getenv().getOrDefault("BRAZE_API_KEY", ""));
  }

  /** Sends a customer the confirmation of an order and gives the campaign's name. */
  String confirm(String customer) throws IOException, InterruptedException {
    String body =
        """
        {"campaign_id": "%s", "recipients": [{"external_user_id": "%s"}]}
        """
            .formatted(CAMPAIGN, customer);
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/campaigns/trigger/send"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 201) {
      throw new IOException("Braze answered " + status);
    }
    return CAMPAIGN;
  }
}
