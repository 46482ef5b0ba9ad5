package io.tagalong.sidecar.deliver;

/**
 * What a body has been through, apart from its bytes: so that it is still known when the body comes
 * back from the disk.
 *
 * <p>Threads: the worker's; others hand it on.
 */
final class Trials {

  /** After so many the connection is taken to break because of the body. */
  static final int MAX_LOST_CONNECTIONS = 3;

  /**
   * Refusals that a body and its parts may cost. Finding one bad item among 10 000 takes 15; a body
   * that is bad throughout is given up before it costs thousands of requests.
   */
  static final int MAX_REFUSALS = 32;

  private final Patience patience;
  private int lostConnections;

  /** What all parts of one body share. */
  private static final class Patience {
    int refusalsLeft = MAX_REFUSALS;
  }

  Trials() {
    this(new Patience());
  }

  private Trials(Patience patience) {
    this.patience = patience;
  }

  /** Those of a part of the body. */
  Trials ofPart() {
    return new Trials(patience);
  }

  /** Whether there were none. */
  boolean isNone() {
    return lostConnections == 0 && patience.refusalsLeft == MAX_REFUSALS;
  }

  /** Notes that the intake refused the body for good. True while patience is left. */
  boolean noteRefusal() {
    patience.refusalsLeft--;
    return patience.refusalsLeft > 0;
  }

  /** Notes a connection lost under the body. True when that is likely to be its own fault. */
  boolean noteLostConnection() {
    lostConnections++;
    return lostConnections % MAX_LOST_CONNECTIONS == 0;
  }
}
