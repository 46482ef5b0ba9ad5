package io.tagalong.agent.braze;

import io.tagalong.agent.http.HttpRequest;
import io.tagalong.agent.json.JsonException;
import io.tagalong.agent.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks Braze to send: for which campaign or canvas, and to how many. Of those it
 * goes to, and of what it says, nothing is kept.
 */
final class Send {
  private final @Nullable String campaignId;
  private final @Nullable String canvasId;
  private final int recipients;

  private Send(@Nullable String campaignId, @Nullable String canvasId, int recipients) {
    this.campaignId = campaignId;
    this.canvasId = canvasId;
    this.recipients = recipients;
  }

  /** Reads as much as the request shows. */
  static Send of(HttpRequest request) {
    SendEndpoint endpoint = SendEndpoint.at(request.path());
    if (endpoint == SendEndpoint.TRANSACTIONAL) {
      return new Send(SendEndpoint.transactionalCampaign(request.path()), null, 1);
    }
    Map<?, ?> body = body(request);
    int recipients =
        endpoint == SendEndpoint.MESSAGES
            ? size(body.get("external_user_ids")) + size(body.get("user_aliases"))
            : size(body.get("recipients"));
    return new Send(
        text(body.get("campaign_id")), text(body.get("canvas_id")), Math.max(1, recipients));
  }

  /** Empty where there is no body to read, or it is not the JSON that Braze wants. */
  private static Map<?, ?> body(HttpRequest request) {
    byte[] bytes = request.body();
    if (bytes == null) {
      return Map.of();
    }
    try {
      return JsonReader.readObject(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonException e) {
      return Map.of(); // Compressed, perhaps. Without its identifiers it counts as a send.
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String ? (String) value : null;
  }

  private static int size(@Nullable Object value) {
    return value instanceof List ? ((List<?>) value).size() : 0;
  }

  @Nullable String campaignId() {
    return campaignId;
  }

  @Nullable String canvasId() {
    return canvasId;
  }

  /** How many the request names; 1 when it names none, as for a segment or a broadcast. */
  int recipients() {
    return recipients;
  }
}
