package io.tagalong.intake.rule;

/** What the real service does with a request, or with a part of it, that breaks a rule. */
public enum Consequence {
  /** Answered as a success and kept; the fault shows up later, as a wrong graph. */
  KEPT(202),
  /** Answered as a success and thrown away afterwards. */
  DROPPED(202),
  BAD_REQUEST(400),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  TOO_LARGE(413),
  /** Not the real service's: the emulator's own memory is full. */
  NO_ROOM(429);

  private final int status;

  Consequence(int status) {
    this.status = status;
  }

  /** The HTTP status of the answer; where 202 is meant, some routes say 200 instead. */
  public int status() {
    return status;
  }

  /** True if the whole request is refused. */
  public boolean refuses() {
    return status >= 400;
  }
}
