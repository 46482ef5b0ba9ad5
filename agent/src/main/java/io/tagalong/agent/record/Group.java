package io.tagalong.agent.record;

/**
 * Which call of a group is the outermost one of its thread, so that it alone is recorded. Hot.
 *
 * <p><b>How.</b> A thread keeps when its outermost call began. A call knows itself by that at its
 * end, since woven code keeps the start in a local variable of the method. So calls inside leave
 * nothing behind that their end would have to take back, and an end that a stack overflow has eaten
 * is no loss. Two calls may begin at the same time where the clock is coarse: those inside are then
 * counted, and end first.
 *
 * <p><b>A lost end of an outermost call</b> leaves its thread in the group, and nothing on the
 * thread tells this from a call that takes long. But what eats an end comes to woven code, which
 * makes a note of it ({@code TagalongDispatcher.cutShort}); within a second the group is made to
 * {@link #forget} all calls.
 *
 * <p>A thread that has never been in a call of the group costs one small array; it holds nothing of
 * the application, so a pooled thread that outlives a web application retains nothing of it.
 *
 * <p><b>Rejected.</b> A depth, raised at the start and lowered at the end, is wrong for good after
 * one lost end.
 */
public final class Group {
  private static final int OUTERMOST = 0;
  private static final int OTHERS_AT_ITS_START = 1;

  /** Where no call is the outermost; no call begins then. */
  private static final long NONE = 0;

  /** Replaced by the thread that changes the rules, read by the threads that call. */
  // One per group, and groups are few and live as long as the agent.
  @SuppressWarnings("ThreadLocalUsage")
  private volatile ThreadLocal<long[]> calls = new ThreadLocal<>();

  /**
   * A call of the group begins.
   *
   * @param start when, in nanoseconds of no particular origin, and never 0
   * @return the same
   */
  public long enter(long start) {
    ThreadLocal<long[]> threads = calls;
    long[] mine = threads.get();
    if (mine == null) {
      mine = new long[2];
      threads.set(mine);
    }
    if (mine[OUTERMOST] == NONE) {
      mine[OUTERMOST] = start;
      mine[OTHERS_AT_ITS_START] = 0;
    } else if (mine[OUTERMOST] == start) {
      mine[OTHERS_AT_ITS_START]++;
    }
    return start;
  }

  /**
   * Whether the call that is about to end is inside no other one of the group: also one whose start
   * was forgotten.
   */
  public boolean outermost(long start) {
    long[] mine = calls.get();
    return mine == null
        || mine[OUTERMOST] == NONE
        || (mine[OUTERMOST] == start && mine[OTHERS_AT_ITS_START] == 0);
  }

  /** Whether this thread is in a call of the group. */
  public boolean inside() {
    long[] mine = calls.get();
    return mine != null && mine[OUTERMOST] != NONE;
  }

  /** A call of the group ends. One that began before its rule was loaded never entered. */
  public void leave(long start) {
    long[] mine = calls.get();
    if (mine == null || mine[OUTERMOST] != start) {
      return;
    }
    if (mine[OTHERS_AT_ITS_START] > 0) {
      mine[OTHERS_AT_ITS_START]--;
    } else {
      mine[OUTERMOST] = NONE;
    }
  }

  /**
   * Forgets all calls, when the end of one may never come: it was cut short, or has no rule any
   * more. A call in progress that has one may be recorded beside a call inside it.
   */
  void forget() {
    calls = new ThreadLocal<>();
  }
}
