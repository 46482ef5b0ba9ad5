package io.tagalong.sidecar.deliver;

import java.time.Duration;

/** What one attempt to deliver a body came to, in the terms that decide what happens next. */
sealed interface Outcome {

  /** Calls the visitor's method for this outcome. */
  void visit(Visitor visitor);

  /** One method for each outcome, so that none can be forgotten. */
  interface Visitor {
    void delivered();

    void tryLater(TryLater outcome);

    void connectionLost(ConnectionLost outcome);

    void keyRefused(KeyRefused outcome);

    void tooLarge();

    void rejected(Rejected outcome);
  }

  /** Whether the intake may have taken a body although no answer says so. */
  enum Taken {
    NO,
    PERHAPS
  }

  /** The intake has it. */
  record Delivered() implements Outcome {
    @Override
    public void visit(Visitor visitor) {
      visitor.delivered();
    }
  }

  /**
   * The fault may pass: the network's, the intake's, or a proxy's.
   *
   * @param reason for the log: what went wrong
   * @param askedWait how long the intake asked to wait at least; zero when it did not
   */
  record TryLater(String reason, Duration askedWait, Taken taken) implements Outcome {
    @Override
    public void visit(Visitor visitor) {
      visitor.tryLater(this);
    }
  }

  /**
   * The connection ended within the exchange. That may pass too; but some intakes and proxies end
   * it instead of answering that a body is too large.
   *
   * @param reason for the log: what went wrong
   */
  record ConnectionLost(String reason) implements Outcome {
    @Override
    public void visit(Visitor visitor) {
      visitor.connectionLost(this);
    }
  }

  /** The intake refuses the API key; a new key, or patience with the old one, may change that. */
  record KeyRefused(int status) implements Outcome {
    @Override
    public void visit(Visitor visitor) {
      visitor.keyRefused(this);
    }
  }

  /** The body exceeds what the intake, or a proxy before it, lets through. */
  record TooLarge() implements Outcome {
    @Override
    public void visit(Visitor visitor) {
      visitor.tooLarge();
    }
  }

  /** The intake will never take it. Its words are left out: they may repeat the data. */
  record Rejected(int status) implements Outcome {
    @Override
    public void visit(Visitor visitor) {
      visitor.rejected(this);
    }
  }
}
