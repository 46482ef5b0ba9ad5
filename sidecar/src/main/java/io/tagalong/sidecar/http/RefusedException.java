package io.tagalong.sidecar.http;

/** A request is not taken. It carries no stack trace, because the client is at fault. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final Refusal refusal;

  @SuppressWarnings("serial") // Nobody serialises it: it lives as long as its request.
  private final Answer answer;

  /** A refusal of which the client is told one word. */
  public RefusedException(Refusal refusal) {
    this(refusal, refusal.answer());
  }

  /** A refusal that the client is told in other words. */
  public RefusedException(Refusal refusal, Answer answer) {
    super(refusal.name(), null, false, false);
    this.refusal = refusal;
    this.answer = answer;
  }

  public Refusal refusal() {
    return refusal;
  }

  /** What the client is told. */
  public Answer answer() {
    return answer;
  }
}
