package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Records a call when the stage that it gave completes, on whichever thread completes it.
 *
 * <p>The application keeps its own stage; the agent adds a dependant to it and drops that. What the
 * call handed over is held by the stage, and goes with it.
 */
final class Awaiting implements BiConsumer<@Nullable Object, @Nullable Throwable> {
  private final MethodHandle completed;
  private final MethodHandle failed;
  private final Log log;
  private final int resultPosition;
  private final @Nullable Object[] slots;

  private Awaiting(
      MethodHandle completed,
      MethodHandle failed,
      Log log,
      int resultPosition,
      @Nullable Object[] slots) {
    this.completed = completed;
    this.failed = failed;
    this.log = log;
    this.resultPosition = resultPosition;
    this.slots = slots;
  }

  /**
   * Waits for the stage of one call.
   *
   * @param completed {@code (Object[])void}, with the outcome in the place of the stage
   * @param failed the same, with what was thrown there
   * @param slots what the call handed over
   */
  static void watch(
      MethodHandle completed,
      MethodHandle failed,
      Log log,
      int resultPosition,
      @Nullable Object[] slots) {
    Object stage = slots[resultPosition];
    if (stage instanceof CompletionStage) {
      ((CompletionStage<?>) stage)
          .whenComplete(new Awaiting(completed, failed, log, resultPosition, slots));
    }
  }

  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    try {
      if (thrown == null) {
        slots[resultPosition] = result;
        completed.invokeExact(slots);
      } else {
        Throwable cause = thrown.getCause();
        slots[resultPosition] =
            thrown instanceof CompletionException && cause != null ? cause : thrown;
        failed.invokeExact(slots);
      }
    } catch (Throwable t) {
      log.suppressed(t);
    }
  }
}
