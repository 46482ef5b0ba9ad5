package io.tagalong.sidecar.json;

/** A body cannot be taken. It carries no stack trace and no text of the body. */
public final class UnusableJsonException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong with it. */
  public enum Reason {
    MALFORMED,
    TOO_DEEP,
    TOO_LARGE
  }

  private final Reason reason;

  UnusableJsonException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
