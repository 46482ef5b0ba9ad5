package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Records the calls of one rule when the stage that each gave completes, on whichever thread
 * completes it.
 *
 * <p>The application keeps its own stage; the agent adds a dependant to it and drops that. What the
 * call handed over is held by the stage, and goes with it.
 */
final class Awaiting {
  private final MethodHandle completed;
  private final MethodHandle failed;
  private final int resultPosition;
  private final String ruleId;
  private final OwnReading reading;
  private final Log log;

  /**
   * Whether a result that cannot be awaited was reported. Threads that call read and write it
   * without any order: at worst the log gets the same line twice, and prints it once.
   */
  private boolean reportedOtherResult;

  /**
   * @param completed {@code (Object[])void}, with the outcome in the place of the stage
   * @param failed the same, with what was thrown there
   */
  Awaiting(
      MethodHandle completed,
      MethodHandle failed,
      int resultPosition,
      String ruleId,
      OwnReading reading,
      Log log) {
    this.completed = completed;
    this.failed = failed;
    this.resultPosition = resultPosition;
    this.ruleId = ruleId;
    this.reading = reading;
    this.log = log;
  }

  /** Waits for the stage of one call, which has handed over these slots. */
  void watch(@Nullable Object[] slots) {
    Object stage = slots[resultPosition];
    if (stage instanceof CompletionStage) {
      ((CompletionStage<?>) stage).whenComplete(new Completion(slots));
    } else if (stage != null && !reportedOtherResult) {
      reportedOtherResult = true;
      log.say(
          ruleId
              + " awaits a CompletionStage, and the method gave a "
              + stage.getClass().getName()
              + "; such a call is not recorded, leave 'await' out");
    }
  }

  private final class Completion implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final @Nullable Object[] slots;

    Completion(@Nullable Object[] slots) {
      this.slots = slots;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
      boolean[] mark = reading.mark();
      boolean before = mark[0]; // The application may complete a stage in what the agent reads.
      mark[0] = true;
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
        log.report(t);
      } finally {
        mark[0] = before;
      }
    }
  }
}
