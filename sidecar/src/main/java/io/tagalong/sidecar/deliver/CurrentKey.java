package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeySource;
import io.tagalong.sidecar.key.KeyUnavailableException;
import io.tagalong.sidecar.telemetry.Log;

/**
 * The key that an endpoint uses now. It is read again when its source has changed, and on demand;
 * when that fails, the last one stays in use.
 *
 * <p>Threads: owned by the endpoint's delivery thread.
 */
final class CurrentKey {

  private final Endpoint endpoint;
  private final KeySource source;
  private final Log log;
  private ApiKey key;
  private boolean unreadable;

  CurrentKey(Endpoint endpoint, Log log) {
    this.endpoint = endpoint;
    this.source = endpoint.source();
    this.log = log;
    this.key = endpoint.key();
  }

  /** The key for the next request. */
  ApiKey get() throws InterruptedException {
    if (source.looksChanged()) {
      renew();
    }
    return key;
  }

  /** Whether it is likely that there is another key now. */
  boolean looksReplaced() {
    return source.looksChanged();
  }

  /** Reads the key again. True when it is another now. */
  boolean renew() throws InterruptedException {
    try {
      ApiKey fresh = source.read();
      boolean changed = !fresh.equals(key);
      key = fresh;
      unreadable = false;
      if (changed) {
        log.info("The API key for " + endpoint.name() + " was replaced; the new one is used");
      }
      return changed;
    } catch (KeyUnavailableException unavailable) {
      if (!unreadable) {
        unreadable = true;
        log.warn(
            "The API key for %s cannot be read again, so the last one stays in use: %s"
                .formatted(endpoint.name(), unavailable.reason()));
      }
      return false;
    }
  }
}
