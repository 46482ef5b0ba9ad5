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
   * @param ordinal tells endpoints of the same host and port apart, from 1
   */
  public Endpoint(IntakeHosts hosts, int ordinal, ApiKey key, KeySource source) {
    this(name(hosts.authority(), ordinal), hosts, key, source);
  }

  /** Whether whatever both get arrives twice at one place. */
  public boolean isSameAccountAs(Endpoint other) {
    return hosts.equals(other.hosts) && key.equals(other.key);
  }

  private static String name(String host, int ordinal) {
    return ordinal == 1 ? host : host + " (key " + ordinal + ")";
  }
}
