package io.tagalong.sidecar.backfill;

/** A line does not become a log. It carries no stack trace and nothing of the line. */
final class SkippedException extends Exception {
  private static final long serialVersionUID = 1;

  private final Skip reason;

  SkippedException(Skip reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  Skip reason() {
    return reason;
  }
}
