package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The door from woven application code to the agent: the one class that the agent defines in {@code
 * java.base}, where every class loader can see it.
 *
 * <p>The build compiles this source a second time, as {@code io.tagalong.boot.TagalongDispatcher},
 * for the boot class path of a JVM that takes no class into {@code java.base}.
 *
 * <p>It refers to nothing of the agent. The agent sets the two handles before it weaves the first
 * class; caches aside, this is the agent's only static state.
 */
public final class TagalongDispatcher {
  /**
   * {@code (Lookup, String, MethodType, Object[])CallSite}. Written once by the thread that loads
   * the first target class, read by every thread that links a woven call.
   */
  public static volatile MethodHandle link;

  /** {@code (Throwable)void}. Written and read by the same threads as {@link #link}. */
  public static volatile MethodHandle suppressed;

  /**
   * Whether something has come out of a woven call, a stack overflow for example, so that what the
   * call had yet to do is undone. Set by application threads, in woven code itself: to call
   * anything there may be no stack left. Taken back by the flush thread.
   */
  public static volatile boolean cutShort;

  private TagalongDispatcher() {}

  /**
   * Links one woven call; whatever goes wrong, the application gets a call that does nothing. A
   * lack of stack or memory may be gone at the next call, which links again when this one throws:
   * woven code takes it.
   */
  public static CallSite bootstrap(
      MethodHandles.Lookup lookup, String name, MethodType type, Object... arguments) {
    try {
      return (CallSite) link.invokeExact(lookup, name, type, arguments);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable t) {
      suppressed(t);
      return new ConstantCallSite(MethodHandles.empty(type));
    }
  }

  /** Takes an error that must not reach the application: the agent counts and reports it. */
  public static void suppressed(Throwable error) {
    try {
      suppressed.invokeExact(error);
    } catch (Throwable ignored) {
      // The reporter itself failed. There is no one left to tell, and the application comes first.
    }
  }
}
