package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Causes;
import io.tagalong.agent.record.WaitingCalls;
import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Records the calls of one rule at one site when the stage that each gave completes, on whichever
 * thread completes it.
 *
 * <p>The application keeps its own stage; the agent adds a dependant to it and drops that. A stage
 * may outlive the woven class, whose loader it must not retain: so the dependant has no more of the
 * call than {@link Captured} values, and refers weakly to this, whose handles know the
 * application's types. The {@link Site} holds this for as long as calls wait.
 */
final class Awaiting {
  private final MethodHandle completed;
  private final MethodHandle failed;
  private final WaitingCalls waiting;
  private final String ruleId;
  private final OwnReading reading;
  private final Log log;

  /** What the dependants hold, all the same one. */
  private final WeakReference<Awaiting> self = new WeakReference<>(this);

  /**
   * Whether a result that cannot be awaited was reported. Threads that call read and write it
   * without any order: at worst the log gets the same line twice, and prints it once.
   */
  private boolean reportedOtherResult;

  /**
   * @param completed {@code (Object[] captured, Object outcome, long start)void}
   * @param failed the same, with what was thrown as the outcome
   */
  Awaiting(
      MethodHandle completed,
      MethodHandle failed,
      WaitingCalls waiting,
      String ruleId,
      OwnReading reading,
      Log log) {
    this.completed = completed;
    this.failed = failed;
    this.waiting = waiting;
    this.ruleId = ruleId;
    this.reading = reading;
    this.log = log;
  }

  /** Whether a call that gave this is to be watched. */
  boolean accepts(@Nullable Object stage) {
    if (stage instanceof CompletionStage) {
      return waiting.haveRoom();
    }
    if (stage != null && !reportedOtherResult) {
      reportedOtherResult = true;
      log.say(
          ruleId
              + " awaits a CompletionStage, and the method gave a "
              + stage.getClass().getName()
              + "; such a call is not recorded, leave 'await' out");
    }
    return false;
  }

  /** Waits for the stage of one call. */
  void watch(@Nullable Object[] captured, Object stage, long start) {
    Completion completion = new Completion(self, waiting, captured, start);
    try {
      ((CompletionStage<?>) stage).whenComplete(completion);
    } catch (Throwable t) {
      waiting.end(completion.place);
      throw t;
    }
  }

  /** Whether no call waits. */
  boolean idle() {
    return !waiting.anyOf(self);
  }

  private void record(
      @Nullable Object[] captured,
      @Nullable Object result,
      @Nullable Throwable thrown,
      long start) {
    boolean[] mark = reading.mark();
    boolean before = mark[0]; // The application may complete a stage in what the agent reads.
    mark[0] = true;
    try {
      if (thrown == null) {
        completed.invokeExact(captured, result, start);
      } else {
        failed.invokeExact(captured, (Object) Causes.of(thrown), start);
      }
    } catch (Throwable t) {
      log.report(t);
    } finally {
      mark[0] = before;
    }
  }

  private static final class Completion implements BiConsumer<@Nullable Object, Throwable> {
    private final WeakReference<Awaiting> awaiting;
    private final WaitingCalls waiting;
    private final WaitingCalls.Place place;
    private final @Nullable Object[] captured;
    private final long start;

    Completion(
        WeakReference<Awaiting> awaiting,
        WaitingCalls waiting,
        @Nullable Object[] captured,
        long start) {
      this.awaiting = awaiting;
      this.waiting = waiting;
      this.captured = captured;
      this.start = start;
      this.place = waiting.begin(this, awaiting);
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
      if (!waiting.end(place)) {
        return; // A stage that tells its end twice.
      }
      Awaiting alive = awaiting.get();
      if (alive == null) {
        waiting.drop();
      } else {
        alive.record(captured, result, thrown, start);
      }
    }
  }
}
