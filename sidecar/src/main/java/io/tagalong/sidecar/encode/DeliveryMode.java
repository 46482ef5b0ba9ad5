package io.tagalong.sidecar.encode;

/** What happens to a body of which nobody knows whether the intake took it. */
public enum DeliveryMode {
  /** It is sent again: harmless where a second copy overwrites the first, as for series. */
  AT_LEAST_ONCE(0),

  /** It is given up: for sketches, of which the intake would add up both copies. */
  AT_MOST_ONCE(1);

  private final int code;

  DeliveryMode(int code) {
    this.code = code;
  }

  /** What stands for the mode in a file; never changes. */
  public int code() {
    return code;
  }
}
