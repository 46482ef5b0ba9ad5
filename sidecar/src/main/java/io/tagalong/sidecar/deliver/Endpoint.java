package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeySource;

/**
 * An intake and the key to it: everything that is delivered goes to each endpoint.
 *
 * @param ordinal tells endpoints of the same address apart, from 1
 * @param key as it was at the start
 * @param source where the key is read again
 */
public record Endpoint(IntakeHosts hosts, int ordinal, ApiKey key, KeySource source) {

  /** What a user knows it by, without the key: the host, and which key of that host. */
  public String name() {
    String host = hosts.api().getAuthority();
    return ordinal == 1 ? host : host + " (key " + ordinal + ")";
  }
}
