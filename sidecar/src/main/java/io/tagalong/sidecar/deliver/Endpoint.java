package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeySource;

/**
 * An intake and the key to it.
 *
 * @param name what a user knows it by, without the key; no two endpoints share one
 * @param spoolFolder the name of its folder in the spool, the same after the next start; no two
 *     endpoints share one
 * @param key as it was at the start
 * @param source where the key is read again
 */
public record Endpoint(
    String name, String spoolFolder, IntakeHosts hosts, ApiKey key, KeySource source) {

  /** The endpoint that is named first; what is stored for it stays its own under a new key. */
  public static Endpoint main(IntakeHosts hosts, ApiKey key, KeySource source) {
    String name = hosts.authority();
    return new Endpoint(name, FolderName.ofEndpoint(name), hosts, key, source);
  }

  /**
   * An endpoint besides the main one. What is stored for it belongs to its key: where several keys
   * stand for one address, nothing else tells whose it is when one of them goes.
   *
   * @param ordinal tells endpoints of the same host and port apart, from 1
   * @param keyPlace where the key stands, if that stays the same under a new key; else the key
   */
  public static Endpoint further(
      IntakeHosts hosts, int ordinal, ApiKey key, KeySource source, String keyPlace) {
    String name = hosts.authority() + (ordinal == 1 ? "" : " (key " + ordinal + ")");
    String folder = FolderName.ofEndpoint(hosts.api() + "\n" + keyPlace);
    return new Endpoint(name, folder, hosts, key, source);
  }

  /** The account of a connection, whatever its address and key come to be. */
  public static Endpoint ofConnection(String id, IntakeHosts hosts, ApiKey key, KeySource source) {
    return new Endpoint("connection " + id, FolderName.ofConnection(id), hosts, key, source);
  }

  /** Whether whatever both get arrives twice at one place. */
  public boolean isSameAccountAs(Endpoint other) {
    return hosts.equals(other.hosts) && key.equals(other.key);
  }
}
