package io.tagalong.agent.log;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The agent's voice: prefixed lines on standard error, each distinct one once, until the user
 * changes the rules.
 *
 * <p>There is no logging library and no {@code java.util.logging} here on purpose: the first use of
 * either, from an agent, can pin the wrong configuration before the application has set its own.
 *
 * <p>Thread-safe. Every application thread may report a suppressed error: one of a type that was
 * logged some times costs a lookup without a lock, and no text.
 */
public final class Log {
  /** Later distinct messages are not printed: an agent must not fill the application's log. */
  private static final int MAX_LINES = 100;

  /** After so many errors of one class no more text is made. */
  private static final int MAX_TEXTS_OF_TYPE = 5;

  private final PrintStream out;

  /** Guarded by itself: written by any thread that logs. */
  private final Set<String> seen = new HashSet<>();

  /**
   * How many texts were made of errors, by the name of their class. Written by any thread that
   * reports one; of two at once both may be logged.
   */
  private final ConcurrentHashMap<String, Integer> texts = new ConcurrentHashMap<>();

  /**
   * Added to by application threads, read by the flush thread. No adder: errors are rare, and its
   * machinery would be loaded in premain.
   */
  private final AtomicLong suppressedErrors = new AtomicLong();

  public Log(PrintStream out) {
    this.out = out;
  }

  /** Lets every line be printed again: what they were about has changed, and may come back. */
  public void startAfresh() {
    synchronized (seen) {
      seen.clear();
    }
    texts.clear();
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

  /**
   * Counts and reports an error of the agent that must not reach the application. Of many of one
   * type only the first few make a text.
   */
  public void report(Throwable error) {
    String type = error.getClass().getName();
    int logged = texts.getOrDefault(type, 0);
    if (logged >= MAX_TEXTS_OF_TYPE || texts.size() >= MAX_LINES) {
      count();
      return;
    }
    texts.put(type, logged + 1);
    report(error, "the application goes on, this call may not be counted");
  }

  /**
   * Counts and reports an error that is rare.
   *
   * @param consequence what it means, and what to do about it
   */
  public void report(Throwable error, String consequence) {
    StackTraceElement[] stack = error.getStackTrace();
    String place = stack.length == 0 ? "" : " at " + stack[0];
    say("suppressed " + error + place + "; " + consequence);
    count(); // Last: where the stack ends meanwhile, the flush thread prints a line and counts.
  }

  /** Counts an error that needs no line: its place has one, or there is none to be had. */
  public void count() {
    suppressedErrors.incrementAndGet();
  }

  /** How many errors were suppressed, logged or not. */
  public long suppressedErrors() {
    return suppressedErrors.get();
  }
}
