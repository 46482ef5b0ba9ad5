package io.tagalong.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Marks the threads on which the agent calls methods of the application, to read something: what
 * those call in turn is no call of the application, and is not recorded. Hot.
 *
 * <p>Without it an accessor that calls a watched method would be counted at every reading, and one
 * whose own rule reads it would come round to itself.
 *
 * <p>A rule that reads arguments and fields alone marks nothing. Where all rules are such, to look
 * for a mark costs the reading of one field; else it costs the thread's variable, once for a call.
 */
final class OwnReading {
  private static final MethodType RECORD_WITH_MARK =
      MethodType.methodType(void.class, boolean[].class);
  private static final MethodHandle MARK =
      Handles.ofVirtual(
          OwnReading.class, "markUnlessMarked", MethodType.methodType(boolean[].class));
  private static final MethodHandle UNMARK =
      Handles.ofStatic(OwnReading.class, "unmark", RECORD_WITH_MARK);
  private static final MethodHandle WAS_MARKED =
      Handles.ofStatic(
          OwnReading.class, "wasMarked", RECORD_WITH_MARK.changeReturnType(boolean.class));
  private static final MethodHandle MARKED =
      Handles.ofVirtual(OwnReading.class, "marked", MethodType.methodType(boolean.class));

  /** Replaced by the flush thread, read by the threads that call. */
  // One for the agent, whose linker lives as long as it does.
  @SuppressWarnings("ThreadLocalUsage")
  private volatile ThreadLocal<boolean[]> marks = new ThreadLocal<>();

  /**
   * Whether there was ever a mark. Written and read by all that call, without any order: a thread
   * sees what it has written itself, and the marks of others do not matter to it.
   */
  private boolean everMarked;

  /**
   * A handle that runs another one with the thread marked, unless it is marked already.
   *
   * @param record {@code (slots..)void}, which lets nothing out
   */
  MethodHandle marking(MethodHandle record) {
    MethodHandle marked = MethodHandles.dropArguments(record, 0, boolean[].class);
    MethodHandle unmark = MethodHandles.dropArguments(UNMARK, 1, record.type().parameterList());
    MethodHandle body =
        MethodHandles.guardWithTest(
            WAS_MARKED,
            MethodHandles.empty(marked.type()),
            MethodHandles.foldArguments(unmark, marked));
    return MethodHandles.foldArguments(body, MARK.bindTo(this));
  }

  /** A handle that runs another one, {@code (slots..)void}, unless the thread is marked. */
  MethodHandle unlessMarked(MethodHandle record) {
    return MethodHandles.guardWithTest(
        MARKED.bindTo(this), MethodHandles.empty(record.type()), record);
  }

  /** The mark of this thread: an array of one, which is its own. */
  boolean[] mark() {
    if (!everMarked) { // Written once, not by each call: threads share its cache line.
      everMarked = true;
    }
    ThreadLocal<boolean[]> all = marks;
    boolean[] mine = all.get();
    if (mine == null) {
      mine = new boolean[1];
      all.set(mine);
    }
    return mine;
  }

  /** Marks this thread; gives null when it is marked already. */
  boolean @Nullable [] markUnlessMarked() {
    boolean[] mine = mark();
    if (mine[0]) {
      return null;
    }
    mine[0] = true;
    return mine;
  }

  static boolean wasMarked(boolean @Nullable [] mark) {
    return mark == null;
  }

  static void unmark(boolean[] mark) {
    mark[0] = false;
  }

  boolean marked() {
    if (!everMarked) {
      return false;
    }
    boolean[] mine = marks.get();
    return mine != null && mine[0];
  }

  /** Takes all marks away, when one may have been left behind by a call that was cut short. */
  void forget() {
    marks = new ThreadLocal<>();
  }
}
