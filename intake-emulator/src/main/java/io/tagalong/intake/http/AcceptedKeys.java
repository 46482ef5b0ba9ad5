package io.tagalong.intake.http;

import java.util.HashSet;
import java.util.Set;

/**
 * The key policy in force and the keys that were revoked since. Every method holds this object's
 * monitor: a test or the control API changes it while connection threads ask.
 */
public final class AcceptedKeys {
  private final Set<String> revoked = new HashSet<>();
  private KeyPolicy policy;

  public AcceptedKeys(KeyPolicy policy) {
    this.policy = policy;
  }

  /** Accepts these keys from now on, also those that were revoked. */
  public synchronized void replaceBy(KeyPolicy policy) {
    this.policy = policy;
    revoked.clear();
  }

  /** Accepts this key no more, whatever the policy says. */
  public synchronized void revoke(String key) {
    revoked.add(key);
  }

  synchronized boolean accept(String key) {
    return policy.accepts(key) && !revoked.contains(key);
  }
}
