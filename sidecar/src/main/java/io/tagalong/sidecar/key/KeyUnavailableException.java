package io.tagalong.sidecar.key;

/** There is no usable key in a place. The message says why and never quotes what was found. */
public final class KeyUnavailableException extends Exception {

  private static final long serialVersionUID = 1;

  private final String reason;

  public KeyUnavailableException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is wrong, as a part of a sentence. */
  public String reason() {
    return reason;
  }
}
