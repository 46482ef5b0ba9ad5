package io.tagalong.sidecar.webhook;

import java.util.List;

/**
 * A path at which webhooks come in, who may send them, and what becomes of them.
 *
 * @param secrets of which one must fit; none where everybody is let in
 */
public record Webhook(
    String path, Authentication authentication, List<Secret> secrets, Content content) {

  public Webhook {
    secrets = List.copyOf(secrets);
  }
}
