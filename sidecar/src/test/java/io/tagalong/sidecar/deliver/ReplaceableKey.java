package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeySource;

/** A place where the test puts another key; nobody notices until it is read. */
final class ReplaceableKey implements KeySource {

  static final ApiKey FIRST = new ApiKey("0123456789abcdef0123456789abcdef");
  static final ApiKey SECOND = new ApiKey("fedcba9876543210fedcba9876543210");

  ApiKey next = FIRST;

  @Override
  public ApiKey read() {
    return next;
  }

  @Override
  public boolean looksChanged() {
    return false;
  }
}
