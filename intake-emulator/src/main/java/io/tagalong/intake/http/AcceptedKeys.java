package io.tagalong.intake.http;

/** The key policy in force; a test may change it while requests arrive. */
public final class AcceptedKeys {
  /** Volatile: set by whoever rotates the keys, read by the intake threads. */
  private volatile KeyPolicy policy;

  public AcceptedKeys(KeyPolicy policy) {
    this.policy = policy;
  }

  public void replaceBy(KeyPolicy policy) {
    this.policy = policy;
  }

  boolean accept(String key) {
    return policy.accepts(key);
  }
}
