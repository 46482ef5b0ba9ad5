package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeySource;

/**
 * An intake and the key to it.
 *
 * @param name what a user knows it by, without the key; no two endpoints share one
 * @param key as it was at the start
 * @param source where the key is read again
 */
public record Endpoint(String name, IntakeHosts hosts, ApiKey key, KeySource source) {

  /**
   * An endpoint that is named by its host, and by which key of that host it has.
   *
   * @param ordinal tells endpoints of the same address apart, from 1
   */
  public Endpoint(IntakeHosts hosts, int ordinal, ApiKey key, KeySource source) {
    this(name(hosts.api().getAuthority(), ordinal), hosts, key, source);
  }

  private static String name(String host, int ordinal) {
    return ordinal == 1 ? host : host + " (key " + ordinal + ")";
  }
}
