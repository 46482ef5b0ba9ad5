package io.tagalong.agent.framework;

import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.llm.LlmRequest;
import io.tagalong.agent.model.ModelEndpoint;
import io.tagalong.agent.probe.Stopwatch;
import io.tagalong.agent.record.Nesting;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one request of the attempts that a framework's own retries are.
 *
 * <p>While a thread is in a retrying call, an attempt that failed waits: if another follows, it was
 * no request of its own, and the time since it began is part of the other's. What is last when the
 * call ends is the request. An attempt outside of such a call is a request by itself, and so is a
 * stream, which nobody tries again.
 */
final class Retries {
  private final LlmRecorder recorder;
  private final Supplier<Stopwatch> stopwatches;

  // One for the agent; what it holds is the agent's own, and is gone when the call is.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Scope> innermost = new ThreadLocal<>();

  private final Nesting calls = new Nesting();

  /**
   * @param stopwatches gives one that starts now
   */
  Retries(LlmRecorder recorder, Supplier<Stopwatch> stopwatches) {
    this.recorder = recorder;
    this.stopwatches = stopwatches;
  }

  /** A retrying call on one thread. Owned by that thread. */
  static final class Scope {
    private final @Nullable Scope outer;
    private @Nullable LlmRequest failed;
    private @Nullable Stopwatch stopwatch;

    private Scope(@Nullable Scope outer) {
      this.outer = outer;
    }
  }

  /** How deep a thread is in calls that send a request: what is beneath is that request. */
  Nesting calls() {
    return calls;
  }

  /** A retrying call begins on this thread. */
  Scope enter() {
    Scope scope = new Scope(innermost.get());
    innermost.set(scope);
    return scope;
  }

  /** The retrying call ends. */
  void leave(Scope scope) {
    if (scope.outer == null) {
      innermost.remove();
    } else {
      innermost.set(scope.outer);
    }
    if (scope.failed != null) {
      recorder.finished(scope.failed);
    }
  }

  /** An attempt begins whose answer the thread waits for. */
  Attempt begin(ModelEndpoint endpoint, @Nullable String model) {
    Scope scope = innermost.get();
    Stopwatch first = scope == null ? null : scope.stopwatch;
    return new Attempt(endpoint, model, false, first == null ? stopwatches.get() : first, scope);
  }

  /** An attempt begins whose answer comes in pieces, on any thread. */
  Attempt beginStream(ModelEndpoint endpoint, @Nullable String model) {
    return new Attempt(endpoint, model, true, stopwatches.get(), null);
  }

  /** The attempt has ended, in whatever way; a second time nothing happens. */
  void end(Attempt attempt) {
    LlmRequest request = attempt.end();
    if (request == null) {
      return;
    }
    Scope scope = attempt.scope();
    if (scope == null) {
      recorder.finished(request);
    } else if (request.failed()) {
      scope.failed = request;
      scope.stopwatch = attempt.stopwatch();
    } else {
      scope.failed = null;
      scope.stopwatch = null;
      recorder.finished(request);
    }
  }
}
