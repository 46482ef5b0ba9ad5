package io.tagalong.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Which threads run methods of the application because the agent reads something: what those
 * methods call in turn is no call of the application, and is not recorded. Hot.
 *
 * <p>Without it an accessor that calls a watched method would be counted at every reading, and one
 * whose rule reads that accessor would never come to an end.
 *
 * <p>A rule that reads arguments and fields alone never begins anything here. Where all rules are
 * such, to ask costs the reading of one field.
 */
final class OwnReading {
  private static final MethodHandle BEGIN = own("begin", MethodType.methodType(boolean.class));
  private static final MethodHandle END =
      own("end", MethodType.methodType(void.class, boolean.class));
  private static final MethodHandle IN_PROGRESS =
      own("inProgress", MethodType.methodType(boolean.class));

  /** Replaced by the flush thread, read by the threads that call. */
  // One for the agent, whose linker lives as long as it does.
  @SuppressWarnings("ThreadLocalUsage")
  private volatile ThreadLocal<boolean[]> threads = new ThreadLocal<>();

  /**
   * Whether a thread has ever begun. Written and read by all that call, without any order: a thread
   * that reads sees its own write, and no other one matters to it.
   */
  private boolean everBegun;

  private static MethodHandle own(String method, MethodType type) {
    return Handles.ofVirtual(OwnReading.class, method, type);
  }

  /**
   * A handle that runs another one as the agent's own reading.
   *
   * @param record {@code (slots..)void}, which lets nothing out
   */
  MethodHandle around(MethodHandle record) {
    MethodHandle end =
        MethodHandles.dropArguments(END.bindTo(this), 1, record.type().parameterList());
    MethodHandle both =
        MethodHandles.foldArguments(end, MethodHandles.dropArguments(record, 0, boolean.class));
    return MethodHandles.foldArguments(both, BEGIN.bindTo(this));
  }

  /** A handle that runs another one, {@code (slots..)void}, unless the agent itself is calling. */
  MethodHandle unlessInProgress(MethodHandle record) {
    return MethodHandles.guardWithTest(
        IN_PROGRESS.bindTo(this), MethodHandles.empty(record.type()), record);
  }

  /** The agent begins to read; gives whether it was reading already, for {@link #end}. */
  boolean begin() {
    everBegun = true;
    ThreadLocal<boolean[]> all = threads;
    boolean[] mine = all.get();
    if (mine == null) {
      mine = new boolean[1];
      all.set(mine);
    }
    boolean before = mine[0];
    mine[0] = true;
    return before;
  }

  void end(boolean before) {
    boolean[] mine = threads.get();
    if (mine != null) {
      mine[0] = before;
    }
  }

  boolean inProgress() {
    if (!everBegun) {
      return false;
    }
    boolean[] mine = threads.get();
    return mine != null && mine[0];
  }

  /** Forgets what is in progress, when an end may have been cut short. */
  void forget() {
    threads = new ThreadLocal<>();
  }
}
