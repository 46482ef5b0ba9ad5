package io.tagalong.agent.record;

/**
 * How deep a thread is in the calls of one group, so that only the outermost is recorded. Hot.
 *
 * <p>A thread that has never been in a call of the group costs one small array; it holds nothing of
 * the application, so a pooled thread that outlives a web application retains nothing of it.
 */
public final class Nesting {
  /** Replaced by the thread that changes the rules, read by the threads that call. */
  // One per group, and groups are few and live as long as the agent.
  @SuppressWarnings("ThreadLocalUsage")
  private volatile ThreadLocal<int[]> depth = new ThreadLocal<>();

  /** A call of the group begins. */
  public void enter() {
    ThreadLocal<int[]> threads = depth;
    int[] mine = threads.get();
    if (mine == null) {
      mine = new int[1];
      threads.set(mine);
    }
    mine[0]++;
  }

  /** Whether the call that is about to end is inside no other one of the group. */
  public boolean outermost() {
    int[] mine = depth.get();
    return mine == null || mine[0] <= 1;
  }

  /** Whether this thread is in a call of the group. */
  public boolean inside() {
    int[] mine = depth.get();
    return mine != null && mine[0] > 0;
  }

  /** A call of the group ends. One that began before its rule was loaded never entered. */
  public void leave() {
    int[] mine = depth.get();
    if (mine != null && mine[0] > 0) {
      mine[0]--;
    }
  }

  /**
   * Forgets all calls, when rules have changed: of one that is in progress the end may have no rule
   * any more, and would never be told. Where it has one, it may be recorded beside a call inside
   * it.
   */
  void forget() {
    depth = new ThreadLocal<>();
  }
}
