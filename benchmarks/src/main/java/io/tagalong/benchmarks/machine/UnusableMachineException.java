package io.tagalong.benchmarks.machine;

/** The benchmark cannot run here; the message says what to install or change. */
public final class UnusableMachineException extends RuntimeException {
  public UnusableMachineException(String message) {
    super(message);
  }

  public UnusableMachineException(String message, Throwable cause) {
    super(message, cause);
  }
}
