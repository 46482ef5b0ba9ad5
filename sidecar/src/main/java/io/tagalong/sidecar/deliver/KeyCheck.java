package io.tagalong.sidecar.deliver;

/** Asks the intake about the key, without data. */
public interface KeyCheck {

  /** What the intake says. */
  enum Verdict {
    VALID,
    INVALID,

    /** No answer, or one that says nothing about the key. */
    COULD_NOT_CHECK
  }

  /** Blocks until there is a verdict. */
  Verdict check() throws InterruptedException;
}
