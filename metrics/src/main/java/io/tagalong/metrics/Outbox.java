package io.tagalong.metrics;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bodies that are on their way to Datadog, oldest first. Owned by the flush thread.
 *
 * <p>One that did not arrive is tried again at the next turn, until it is too old, or too much has
 * come since; one that Datadog refuses is given up at once. How many items there are, any thread
 * may ask.
 */
final class Outbox {
  /** An hour of an application with some hundred series. */
  private static final long MAX_BYTES = 8_000_000;

  /** Datadog drops older points, and says nothing. */
  private static final long MAX_AGE_SECONDS = 3600;

  private final Intake intake;
  private final Losses losses;
  private final Deque<Body> waiting = new ArrayDeque<>();
  private long bytes;

  /** Of the bodies that wait; written by the flush thread only. */
  private final AtomicLong items = new AtomicLong();

  /** Why the last turn ended early; logged when something is given up for it. */
  private String failure = "";

  Outbox(Intake intake, Losses losses) {
    this.intake = intake;
    this.losses = losses;
  }

  void add(Collection<Body> bodies) {
    for (Body body : bodies) {
      waiting.add(body);
      bytes += body.bytes().length;
      items.addAndGet(body.items());
    }
  }

  /** Gives up what is too old or too much. */
  void trim(long nowSeconds) {
    for (Body body = waiting.peekFirst(); body != null; body = waiting.peekFirst()) {
      if (bytes <= MAX_BYTES && nowSeconds - body.seconds() <= MAX_AGE_SECONDS) {
        return;
      }
      giveUpFirst();
    }
  }

  private void giveUpFirst() {
    losses.add(Losses.Reason.UNDELIVERED, removeFirst().items(), failure);
  }

  private Body removeFirst() {
    Body first = waiting.removeFirst();
    bytes -= first.bytes().length;
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
