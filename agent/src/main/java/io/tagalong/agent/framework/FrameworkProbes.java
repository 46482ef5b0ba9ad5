package io.tagalong.agent.framework;

import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Stopwatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the probes that {@code langchain4j.yaml} and {@code spring-ai.yaml} name. */
public final class FrameworkProbes {
  private final Retries retries;
  private final Log log;

  /**
   * @param stopwatches gives one that starts now
   */
  public FrameworkProbes(LlmRecorder recorder, Supplier<Stopwatch> stopwatches, Log log) {
    this.retries = new Retries(recorder, stopwatches);
    this.log = log;
  }

  /** Makes the probe with this name; null for a name that no probe has. */
  public @Nullable Probe make(String name) {
    switch (name) {
      case "framework.retry":
        return new RetryProbe(retries);
      case "framework.langchain4j.call":
        return new LangChainCall(retries);
      case "framework.langchain4j.stream":
        return new LangChainStream(retries, log);
      case "framework.spring_ai.chat":
        return new SpringCall("completionsPath", retries);
      case "framework.spring_ai.embeddings":
        return new SpringCall("embeddingsPath", retries);
      case "framework.spring_ai.stream":
        return new SpringStream(retries, log);
      default:
        return null;
    }
  }

  /** Whether this thread is in a call of a framework that is recorded. */
  public boolean inside() {
    return retries.calls().inside();
  }
}
