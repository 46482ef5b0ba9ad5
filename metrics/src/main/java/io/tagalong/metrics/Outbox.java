package io.tagalong.metrics;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bodies that are on their way to Datadog, oldest first. Owned by the flush thread.
 *
 * <p>One that did not arrive is tried again at the next turn; beyond {@link #MAX_BODIES} the oldest
 * is given up, and one that Datadog refuses, at once. How many items there are, any thread may ask.
 */
final class Outbox {
  /** Ten minutes of an ordinary application, and 64 MB of one that is not. */
  private static final int MAX_BODIES = 60;

  private final Intake intake;
  private final Losses losses;
  private final Deque<Body> waiting = new ArrayDeque<>();

  /** Of the bodies that wait; written by the flush thread only. */
  private final AtomicLong items = new AtomicLong();

  /** Why the last turn ended early; told when something is given up for it. */
  private String failure = "";

  Outbox(Intake intake, Losses losses) {
    this.intake = intake;
    this.losses = losses;
  }

  void add(Collection<Body> bodies) {
    for (Body body : bodies) {
      waiting.add(body);
      items.addAndGet(body.items());
    }
    while (waiting.size() > MAX_BODIES) {
      giveUpFirst();
    }
  }

  private void giveUpFirst() {
    losses.add(Losses.Reason.UNDELIVERED, removeFirst().items(), failure);
  }

  private Body removeFirst() {
    Body first = waiting.removeFirst();
    items.addAndGet(-first.items());
    return first;
  }

  /** How many series and events wait. */
  long items() {
    return items.get();
  }

  /** Posts what waits, up to the first body for which it is worth to try again later. */
  void deliver() {
    for (Body body = waiting.peekFirst(); body != null; body = waiting.peekFirst()) {
      int status;
      try {
        status = intake.post(body.path(), body.bytes());
      } catch (IOException e) {
        failure = e.toString();
        return;
      }
      if (status == 408 || status == 429 || status >= 500) {
        failure = "status " + status;
        return;
      }
      removeFirst();
      if (status < 200 || status > 299) {
        losses.add(Losses.Reason.REFUSED, body.items(), "status " + status);
      }
    }
  }

  /** Gives up what still waits. */
  void close() {
    while (!waiting.isEmpty()) {
      giveUpFirst();
    }
  }
}
