package io.tagalong.agent.probe;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong in a call whose outcome came through a future. */
public final class Causes {
  private Causes() {}

  /** What a future has wrapped on its way, {@code CompletionException} for one; else the same. */
  public static Throwable of(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wrapper && cause != null ? cause : thrown;
  }
}
