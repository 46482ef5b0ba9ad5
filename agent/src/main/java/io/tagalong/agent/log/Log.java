package io.tagalong.agent.log;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The agent's voice: prefixed lines on standard error, each distinct one once.
 *
 * <p>There is no logging library and no {@code java.util.logging} here on purpose: the first use of
 * either, from an agent, can pin the wrong configuration before the application has set its own.
 *
 * <p>Thread-safe. Every application thread may report a suppressed error; a message that was seen
 * before costs one lookup under the lock and prints nothing.
 */
public final class Log {
  /** Later distinct messages are not printed: an agent must not fill the application's log. */
  private static final int MAX_LINES = 100;

  private final PrintStream out;

  /** Guarded by itself: written by any thread that logs. */
  private final Set<String> seen = new HashSet<>();

  /**
   * Added to by application threads, read by the flush thread. No adder: errors are rare, and its
   * machinery would be loaded in premain.
   */
  private final AtomicLong suppressedErrors = new AtomicLong();

  public Log(PrintStream out) {
    this.out = out;
  }

  /** Prints a line, unless the same one was printed before. */
  public void say(String message) {
    synchronized (seen) {
      if (seen.size() >= MAX_LINES || !seen.add(message)) {
        return;
      }
    }
    out.println("[tagalong] " + message);
  }

  /** Counts and reports an error of the agent that must not reach the application. */
  public void suppressed(Throwable error) {
    suppressedErrors.incrementAndGet();
    StackTraceElement[] stack = error.getStackTrace();
    say(
        "suppressed "
            + error
            + (stack.length == 0 ? "" : " at " + stack[0])
            + "; the application goes on, this call may not be counted");
  }

  /** How often {@link #suppressed} was called. */
  public long suppressedErrors() {
    return suppressedErrors.get();
  }
}
