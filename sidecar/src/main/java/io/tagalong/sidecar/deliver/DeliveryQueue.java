package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.deliver.DeliveryFigures.Account;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The bodies that one endpoint has in memory, and the account of all it ever had. A body waits, or
 * somebody holds it: the worker that sends it, or whoever moves it to the spool. Each method that
 * ends a body's stay books its outcome in the same step, so that the account adds up whenever the
 * lock is free, and says no to a second outcome.
 *
 * <p>Bounded in bytes: when there is too much, {@link #overflow} names the oldest body that waits,
 * because the newest is worth most on a dashboard. What is held takes up room too.
 *
 * <p>Threads: the flush thread adds, the delivery thread takes and settles, and the thread that
 * stops the sidecar empties; all of them under this object's monitor, and never for longer than a
 * walk over the entries.
 */
final class DeliveryQueue {

  private static final Comparator<Delivery> OLDEST_FIRST =
      Comparator.<Delivery>comparingLong(delivery -> delivery.body().createdSeconds())
          .thenComparingLong(Delivery::number);

  private final long maxBytes;
  private final Map<BodyKind, NavigableSet<Delivery>> waiting = new EnumMap<>(BodyKind.class);
  private final Set<Delivery> held = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<BodyKind, Account> accounts = new EnumMap<>(BodyKind.class);
  private long bytes;
  private long lastNumber;
  private boolean changed;
  private boolean takenOver;

  /** What became of a body whose attempt is over. */
  enum Settled {
    /** It had no outcome, and waits again. */
    WAITS,
    /** It had its outcome. */
    ENDED,
    /** It is the affair of the thread that stops the sidecar. */
    TAKEN_OVER
  }

  DeliveryQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Accepts a body, whether there is room or not. False when it came too late, and is given up. */
  synchronized boolean accept(Body body) {
    if (takenOver) {
      acceptAndDrop(body.kind(), body.items(), DropReason.SHUTDOWN);
      return false;
    }
    account(body).accepted += body.items();
    bytes += body.bytes().length;
    enqueue(new Delivery(body, nextNumber()));
    wake();
    return true;
  }

  /** The place of a further body among those of the same second. */
  synchronized long nextNumber() {
    return ++lastNumber;
  }

  /** Accepts items and gives them up at once. */
  synchronized void acceptAndDrop(BodyKind kind, int items, DropReason reason) {
    account(kind).accepted += items;
    account(kind).drop(reason, items);
  }

  /** The oldest body that waits, now held, while there are more bytes than the queue may have. */
  synchronized Optional<Delivery> overflow() {
    return bytes <= maxBytes ? Optional.empty() : waiting().min(OLDEST_FIRST).map(this::hold);
  }

  /** Takes, and holds, the newest body of the kind that waits, if there is one. */
  synchronized Optional<Delivery> takeNewest(BodyKind kind) {
    return waiting(kind).isEmpty() ? Optional.empty() : Optional.of(hold(waiting(kind).last()));
  }

  /** Takes, and holds, the oldest body of the kind that waits, if there is one. */
  synchronized Optional<Delivery> takeOldest(BodyKind kind) {
    return waiting(kind).isEmpty() ? Optional.empty() : Optional.of(hold(waiting(kind).first()));
  }

  /** Takes, and holds, the bodies whose useful life has ended. */
  synchronized List<Delivery> takeExpired(long nowSeconds) {
    List<Delivery> expired = waiting().filter(delivery -> delivery.isExpired(nowSeconds)).toList();
    expired.forEach(this::hold);
    return expired;
  }

  /** Holds everything, also what another thread holds; that one is then refused its outcome. */
  synchronized List<Delivery> takeOver() {
    List<Delivery> all = new ArrayList<>(waiting().sorted(OLDEST_FIRST.reversed()).toList());
    all.addAll(held);
    waiting.clear();
    held.clear();
    takenOver = true;
    List<Delivery> anew = all.stream().map(Delivery::renewed).toList();
    held.addAll(anew);
    return anew;
  }

  /**
   * Lets a body that is held wait again, in its old place, and one that has a file in the spool
   * wait there. Nothing happens if it is not held any more.
   */
  synchronized Settled putBack(Delivery delivery) {
    boolean waits = delivery.stored() == null ? waitAgain(delivery) : spool(delivery);
    if (waits) {
      return Settled.WAITS;
    }
    return takenOver ? Settled.TAKEN_OVER : Settled.ENDED;
  }

  private boolean waitAgain(Delivery delivery) {
    boolean wasHeld = held.remove(delivery);
    if (wasHeld) {
      enqueue(delivery);
    }
    return wasHeld;
  }

  /** Books a body that is held as being in the spool. False when another thread was faster. */
  synchronized boolean spool(Delivery delivery) {
    boolean leaves = leave(delivery);
    if (leaves) {
      account(delivery.body()).spooled += delivery.body().items();
    }
    return leaves;
  }

  /** Books what a former process left in the spool. */
  synchronized void acceptSpooled(BodyKind kind, int items) {
    account(kind).accepted += items;
    account(kind).spooled += items;
  }

  /** Takes over, and holds, a body from the spool. */
  synchronized void holdSpooled(Delivery delivery) {
    account(delivery.body()).spooled -= delivery.body().items();
    bytes += delivery.body().bytes().length;
    held.add(delivery);
  }

  /** Books items in the spool as given up. */
  synchronized void dropSpooled(BodyKind kind, int items, DropReason reason) {
    account(kind).spooled -= items;
    account(kind).drop(reason, items);
  }

  /** Books a body that is held as delivered. False when another thread was faster. */
  synchronized boolean deliver(Delivery delivery) {
    boolean leaves = leave(delivery);
    if (leaves) {
      account(delivery.body()).delivered += delivery.body().items();
    }
    return leaves;
  }

  /** Books a body that is held as given up. False when another thread was faster. */
  synchronized boolean drop(Delivery delivery, DropReason reason) {
    boolean leaves = leave(delivery);
    if (leaves) {
      account(delivery.body()).drop(reason, delivery.body().items());
    }
    return leaves;
  }

  /**
   * Lets the parts of a body that is held wait in its place. False when it is not held any more.
   */
  synchronized boolean split(Delivery delivery, List<Delivery> parts) {
    boolean leaves = leave(delivery);
    if (leaves) {
      for (Delivery part : parts) {
        bytes += part.body().bytes().length;
        enqueue(part);
      }
    }
    return leaves;
  }

  synchronized boolean holdsAny(BodyKind kind) {
    return !waiting(kind).isEmpty();
  }

  /** Bytes of all bodies in memory, those held included. */
  synchronized long bytes() {
    return bytes;
  }

  /** Items of all bodies in memory, those held included. */
  synchronized long items() {
    return Arrays.stream(BodyKind.values()).mapToLong(this::items).sum();
  }

  /** The accounts of the kinds that there have been. */
  synchronized List<DeliveryFigures> figures(String endpoint) {
    return accounts.entrySet().stream()
        .map(entry -> figures(endpoint, entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * Returns when a body was added or {@link #wake} called since the last time, or after the wait.
   */
  synchronized void await(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (long rest = nanos; rest > 0 && !changed; rest = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, rest);
    }
    changed = false;
  }

  synchronized void wake() {
    changed = true;
    notifyAll();
  }

  private void enqueue(Delivery delivery) {
    waiting(delivery.body().kind()).add(delivery);
  }

  private Delivery hold(Delivery delivery) {
    waiting(delivery.body().kind()).remove(delivery);
    held.add(delivery);
    return delivery;
  }

  private boolean leave(Delivery delivery) {
    boolean leaves = held.remove(delivery);
    if (leaves) {
      bytes -= delivery.body().bytes().length;
    }
    return leaves;
  }

  private DeliveryFigures figures(String endpoint, BodyKind kind, Account account) {
    long kindBytes = bodies(kind).mapToLong(body -> body.bytes().length).sum();
    return account.figures(endpoint, kind, items(kind), kindBytes);
  }

  private long items(BodyKind kind) {
    return bodies(kind).mapToLong(Body::items).sum();
  }

  private Stream<Body> bodies(BodyKind kind) {
    return Stream.concat(waiting(kind).stream(), held.stream())
        .map(Delivery::body)
        .filter(body -> body.kind() == kind);
  }

  private Stream<Delivery> waiting() {
    return waiting.values().stream().flatMap(Set::stream);
  }

  private NavigableSet<Delivery> waiting(BodyKind kind) {
    return waiting.computeIfAbsent(kind, absent -> new TreeSet<>(OLDEST_FIRST));
  }

  private Account account(Body body) {
    return account(body.kind());
  }

  private Account account(BodyKind kind) {
    return accounts.computeIfAbsent(kind, absent -> new Account());
  }
}
