package io.tagalong.sidecar.config;

import io.tagalong.sidecar.webhook.Webhook;
import java.util.List;

/**
 * Where HTTP is listened for, and the webhooks that come in there.
 *
 * @param port to listen on; 0 takes any free one
 * @param list each with a path of its own
 */
public record Webhooks(String host, int port, List<Webhook> list) {
  public static final Webhooks NONE = new Webhooks("127.0.0.1", 0, List.of());

  public Webhooks {
    list = List.copyOf(list);
  }
}
