package io.tagalong.agent.flush;

import io.tagalong.agent.rule.Metric;

/** Is told of what a sink has taken and will never deliver. */
interface Losses {
  /** A datagram that could not be sent; told on threads of the client. */
  void notSent(Exception error);

  /**
   * Samples whose name and tags are too long for any message; told on the flush thread.
   *
   * @param samples how many, or how much of a count
   * @param bytes as many as a message has at most
   */
  void tooLong(Metric metric, long samples, int bytes);
}
