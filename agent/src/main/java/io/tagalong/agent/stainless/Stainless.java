package io.tagalong.agent.stainless;

import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Stopwatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The probes of one SDK, and what they tell each other.
 *
 * <p>{@code service.create()} calls {@code service.withRawResponse().create()} on the same thread,
 * and so does an asynchronous one before it returns its future. So a call of the service is under
 * way on its thread until it returns: a raw call inside gives it status and headers, and one
 * outside is a request of its own.
 */
public final class Stainless {
  private final String family;
  private final LlmRecorder recorder;
  private final Supplier<Stopwatch> stopwatches;
  private final Log log;

  // One per SDK; set and removed within one call, so that it retains nothing.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Call> underWay = new ThreadLocal<>();

  /**
   * @param family {@code openai} or {@code anthropic}: the provider where no answer names one
   * @param stopwatches gives one that starts now
   */
  public Stainless(String family, LlmRecorder recorder, Supplier<Stopwatch> stopwatches, Log log) {
    this.family = family;
    this.recorder = recorder;
    this.stopwatches = stopwatches;
    this.log = log;
  }

  /** For the methods of services that give an answer, a future or a stream. */
  public Probe service() {
    return new ServiceProbe(this);
  }

  /** For those of their raw twins. */
  public Probe rawService() {
    return new RawServiceProbe(this);
  }

  /** A call begins. */
  Call begin(@Nullable Object service, @Nullable Object[] arguments) {
    return new Call(family, recorder, stopwatches.get(), log, service, arguments[0]);
  }

  /** The call of the service that this thread is in. */
  @Nullable Call underWay() {
    return underWay.get();
  }

  void enter(Call call) {
    underWay.set(call);
  }

  void leave() {
    underWay.remove();
  }
}
