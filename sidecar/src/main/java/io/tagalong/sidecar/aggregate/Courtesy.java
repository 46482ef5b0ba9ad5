package io.tagalong.sidecar.aggregate;

/**
 * How work that nobody waits for shares a core with the event loops.
 *
 * <p>A pod often has one core. There, a thread that computes keeps the core for a whole time slice
 * of the scheduler, some 9 ms, while datagrams wait in the kernel; one that offers the core now and
 * then keeps it for less than one. With a core to spare the offer costs half a microsecond.
 */
public final class Courtesy {

  /** Steps take a few microseconds each. */
  private static final int STEPS_BETWEEN_OFFERS = 32;

  private Courtesy() {}

  /** Offers the core at some of the steps of a loop, which are numbered from 0. */
  public static void atStep(int step) {
    if (step % STEPS_BETWEEN_OFFERS == 0) {
      offerCore();
    }
  }

  /** Lets threads that want this core run first. */
  @SuppressWarnings("ThreadPriorityCheck") // a hint is all it is meant to be
  public static void offerCore() {
    Thread.yield();
  }
}
