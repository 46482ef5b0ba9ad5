package io.tagalong.sidecar.key;

/** A key that was given at the start, and stays. */
public record FixedKey(ApiKey key) implements KeySource {

  @Override
  public ApiKey read() {
    return key;
  }

  @Override
  public boolean looksChanged() {
    return false;
  }
}
