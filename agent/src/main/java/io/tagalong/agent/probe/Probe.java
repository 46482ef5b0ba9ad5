package io.tagalong.agent.probe;

import org.jspecify.annotations.Nullable;

/**
 * Watches calls that rules cannot express. Runs outside of the hot path: it may allocate, never
 * block, and what it throws is suppressed and counted.
 *
 * <p>One instance is for all calls of all threads. It names no type of an SDK: what it reads of
 * one, it reads through {@link Reflected}.
 */
public interface Probe {
  /**
   * A call begins. Gives the state that the end gets; null when this call is not to be watched.
   *
   * @param self the object whose method is called; null in a static method
   * @param arguments as they were handed in, primitive ones boxed. The method goes on with an
   *     object that is put in the place of another, of a type that fits, unless this gives null
   */
  @Nullable Object begin(@Nullable Object self, @Nullable Object[] arguments);

  /**
   * The watched call returned. Gives what the application gets: the result itself, or a stand-in of
   * a type that fits. What does not fit is refused, and of a primitive result what this gives is
   * ignored.
   *
   * @param result null for a method without one
   */
  default @Nullable Object returned(
      Object state, @Nullable Object self, @Nullable Object[] arguments, @Nullable Object result) {
    return result;
  }

  /** The watched call threw; it goes on throwing. */
  default void threw(
      Object state, @Nullable Object self, @Nullable Object[] arguments, Throwable thrown) {
    // A probe that wants no more of a call that threw leaves this as it is.
  }
}
