package io.tagalong.agent.record;

/**
 * How deep a thread is in watched calls. Hot.
 *
 * <p>A thread that has never been in one costs one small array; it holds nothing of the
 * application, so a pooled thread that outlives a web application retains nothing of it.
 */
public final class Nesting {
  // One for each kind of calls, and those are few and live as long as the agent.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<int[]> depth = new ThreadLocal<>();

  /** A call begins. */
  public void enter() {
    int[] mine = depth.get();
    if (mine == null) {
      mine = new int[1];
      depth.set(mine);
    }
    mine[0]++;
  }

  /** Whether this thread is in a call. */
  public boolean inside() {
    int[] mine = depth.get();
    return mine != null && mine[0] > 0;
  }

  /** A call ends; more ends than starts are ignored. */
  public void leave() {
    int[] mine = depth.get();
    if (mine != null && mine[0] > 0) {
      mine[0]--;
    }
  }
}
