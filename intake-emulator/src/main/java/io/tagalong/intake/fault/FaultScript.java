package io.tagalong.intake.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which faults come next on which route: for each route a queue of steps, one step for so many
 * requests. A route without steps of its own takes those for {@link #ANY_ROUTE}.
 *
 * <p>Every method holds this object's monitor: tests and the control API add, the connection
 * threads take.
 */
public final class FaultScript {
  /** In place of a path: every route of the intake. */
  public static final String ANY_ROUTE = "*";

  /** As the number of times: until the script is cleared. */
  public static final int FOREVER = Integer.MAX_VALUE;

  private static final int MAX_STEPS = 10_000;

  /** Mutable only in the count of what is left; guarded by the script's monitor. */
  private static final class Step {
    private final Fault fault;
    private int left;

    Step(Fault fault, int left) {
      this.fault = fault;
      this.left = left;
    }
  }

  private final Map<String, Deque<Step>> stepsByRoute = new HashMap<>();
  private int steps;
  private int handshakesToFail;

  /**
   * Appends a step.
   *
   * @param route a path of the intake, or {@link #ANY_ROUTE}
   * @param times how many requests it meets, at least 1; {@link #FOREVER} for all
   * @throws IllegalArgumentException if times is less, or the script is full
   */
  public synchronized void add(String route, Fault fault, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be 1 or more, not " + times);
    }
    if (steps == MAX_STEPS) {
      throw new IllegalArgumentException(
          MAX_STEPS + " steps are waiting already; clear the script, or use times");
    }
    steps++;
    stepsByRoute.computeIfAbsent(route, absent -> new ArrayDeque<>()).add(new Step(fault, times));
  }

  /** Lets the TLS handshakes of the next connections fail, so many more than before. */
  public synchronized void failHandshakes(int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be 1 or more, not " + times);
    }
    handshakesToFail = (int) Math.min(FOREVER, (long) handshakesToFail + times);
  }

  public synchronized void clear() {
    stepsByRoute.clear();
    steps = 0;
    handshakesToFail = 0;
  }

  /** Takes the fault for the next request to a route. */
  public synchronized Optional<Fault> next(String route) {
    Optional<Fault> own = take(route);
    return own.isPresent() ? own : take(ANY_ROUTE);
  }

  /** Takes the verdict on the next TLS connection. */
  public synchronized boolean nextHandshakeFails() {
    if (handshakesToFail == 0) {
      return false;
    }
    handshakesToFail -= handshakesToFail == FOREVER ? 0 : 1;
    return true;
  }

  private Optional<Fault> take(String route) {
    Deque<Step> queue = stepsByRoute.get(route);
    Step step = queue == null ? null : queue.peek();
    if (queue == null || step == null) {
      return Optional.empty();
    }
    step.left -= step.left == FOREVER ? 0 : 1;
    if (step.left == 0) {
      queue.remove();
      steps--;
    }
    return Optional.of(step.fault);
  }
}
