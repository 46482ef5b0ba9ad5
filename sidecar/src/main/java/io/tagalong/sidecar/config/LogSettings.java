package io.tagalong.sidecar.config;

import io.tagalong.sidecar.webhook.Secret;
import java.util.List;

/**
 * Whether logs are taken over HTTP, and from whom.
 *
 * @param keys of which a sender must know one; none where everybody is let in
 */
public record LogSettings(Opening opening, List<Secret> keys) {
  public static final LogSettings NONE = new LogSettings(Opening.CLOSED, List.of());

  /** How much it matters that the port is to be had. */
  public enum Opening {
    /** No logs are taken. */
    CLOSED,
    /** They are taken if the port is free; the sidecar works without, too. */
    IF_POSSIBLE,
    /** Without them there is no sidecar. */
    REQUIRED
  }

  public LogSettings {
    keys = List.copyOf(keys);
  }

  public boolean isOpen() {
    return opening != Opening.CLOSED;
  }
}
