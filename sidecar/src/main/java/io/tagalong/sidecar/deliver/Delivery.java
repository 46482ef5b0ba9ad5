package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodySplitter;
import io.tagalong.sidecar.encode.DeliveryMode;
import io.tagalong.sidecar.spool.SpoolEntry;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way to one endpoint, and what it has been through.
 *
 * <p>Threads: what changes is the worker's; others read only the rest, and whether it is under way.
 */
final class Delivery {

  /** After so many the connection is taken to break because of the body. */
  static final int MAX_LOST_CONNECTIONS = 3;

  /**
   * Refusals that a body and its parts may cost. Finding one bad item among 10 000 takes 15; a body
   * that is bad throughout is given up before it costs thousands of requests.
   */
  static final int MAX_REFUSALS = 32;

  private final Body body;
  private final long number;
  private final Patience patience;
  private final @Nullable SpoolEntry stored;
  private int lostConnections;

  /** Written by the worker, read by the thread that stops the sidecar. */
  private volatile boolean underWay;

  /** What all parts of one body share. */
  private static final class Patience {
    int refusalsLeft = MAX_REFUSALS;
  }

  /**
   * Sets a body on its way.
   *
   * @param number its place among those of the same second
   */
  Delivery(Body body, long number) {
    this(body, number, new Patience(), null);
  }

  /** Sets a body on its way that has a file in the spool, which stays until the outcome. */
  Delivery(Body body, long number, SpoolEntry stored) {
    this(body, number, new Patience(), stored);
  }

  private Delivery(Body body, long number, Patience patience, @Nullable SpoolEntry stored) {
    this.body = body;
    this.number = number;
    this.patience = patience;
    this.stored = stored;
  }

  Body body() {
    return body;
  }

  long number() {
    return number;
  }

  /** Its file in the spool, if it has one. */
  @Nullable SpoolEntry stored() {
    return stored;
  }

  /** The same under another identity, so that whoever holds the old one is refused its outcome. */
  Delivery renewed() {
    Delivery renewed = new Delivery(body, number, patience, stored);
    renewed.underWay = underWay;
    return renewed;
  }

  /** Notes whether somebody is sending it. */
  void setUnderWay(boolean isSent) {
    underWay = isSent;
  }

  /** Whether the intake may take it at this moment. */
  boolean isUnderWay() {
    return underWay;
  }

  /** Whether its mode forbids to send it again when its fate is unknown. */
  boolean mustNotRepeat() {
    return body.mode() == DeliveryMode.AT_MOST_ONCE;
  }

  /** Whether the intake would discard it by now. */
  boolean isExpired(long nowSeconds) {
    return nowSeconds - body.createdSeconds() > body.kind().usefulLife().toSeconds();
  }

  boolean canBeHalved() {
    return body.items() > 1;
  }

  /** The same with a file in the spool. */
  Delivery storedAs(SpoolEntry entry) {
    return new Delivery(body, number, patience, entry);
  }

  /** Two deliveries instead of this one. */
  List<Delivery> halves(LongSupplier numbers) {
    return BodySplitter.halves(body).stream()
        .map(half -> new Delivery(half, numbers.getAsLong(), patience, null))
        .toList();
  }

  /** Notes that the intake refused it for good. True while it is worth finding the bad item. */
  boolean noteRefusal() {
    patience.refusalsLeft--;
    return canBeHalved() && patience.refusalsLeft > 0;
  }

  /** Notes a connection lost under it. True when that is likely to be its own fault. */
  boolean noteLostConnection() {
    lostConnections++;
    return canBeHalved() && lostConnections % MAX_LOST_CONNECTIONS == 0;
  }
}
