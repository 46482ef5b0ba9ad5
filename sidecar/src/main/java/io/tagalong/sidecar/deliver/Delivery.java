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

  private final Body body;
  private final long number;
  private final Trials trials;
  private final @Nullable SpoolEntry stored;

  /** Written by the worker, read by the thread that stops the sidecar. */
  private volatile boolean underWay;

  /**
   * Sets a body on its way.
   *
   * @param number its place among those of the same second
   */
  Delivery(Body body, long number) {
    this(body, number, new Trials(), null);
  }

  private Delivery(Body body, long number, Trials trials, @Nullable SpoolEntry stored) {
    this.body = body;
    this.number = number;
    this.trials = trials;
    this.stored = stored;
  }

  Body body() {
    return body;
  }

  long number() {
    return number;
  }

  /** What it has been through. */
  Trials trials() {
    return trials;
  }

  /** Its file in the spool, if it has one. */
  @Nullable SpoolEntry stored() {
    return stored;
  }

  /** The same under another identity, so that whoever holds the old one is refused its outcome. */
  Delivery renewed() {
    Delivery renewed = new Delivery(body, number, trials, stored);
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

  /** The same with a file in the spool, which stays until the outcome. */
  Delivery storedAs(SpoolEntry entry) {
    return new Delivery(body, number, trials, entry);
  }

  /** The same with what it went through before. */
  Delivery after(Trials former) {
    return new Delivery(body, number, former, stored);
  }

  /** Two deliveries instead of this one. */
  List<Delivery> halves(LongSupplier numbers) {
    return BodySplitter.halves(body).stream()
        .map(half -> new Delivery(half, numbers.getAsLong(), trials.ofPart(), null))
        .toList();
  }

  /** Notes that the intake refused it for good. True while it is worth finding the bad item. */
  boolean noteRefusal() {
    return trials.noteRefusal() && canBeHalved();
  }

  /** Notes a connection lost under it. True when that is likely to be its own fault. */
  boolean noteLostConnection() {
    return trials.noteLostConnection() && canBeHalved();
  }
}
