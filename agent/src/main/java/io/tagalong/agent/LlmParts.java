package io.tagalong.agent;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.framework.FrameworkProbes;
import io.tagalong.agent.json.JsonException;
import io.tagalong.agent.llm.Gateways;
import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.llm.Prices;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.logs.LogCounters;
import io.tagalong.agent.logs.LogQueue;
import io.tagalong.agent.logs.LogSender;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.probe.Stopwatch;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.stainless.Stainless;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the probes of language models share; made when the first of them is. */
final class LlmParts {
  /**
   * The last logs may take this long, within the three seconds that the shutdown hook waits for
   * metrics and logs together.
   */
  private static final long MAX_STOP_MILLIS = 2_000;

  private final @Nullable LogSender sender;
  private final LlmRecorder recorder;
  private final Stainless openAi;
  private final Stainless anthropic;
  private final FrameworkProbes frameworks;

  /**
   * @param stopwatches gives one that starts now
   */
  LlmParts(Options options, Tables tables, Supplier<Stopwatch> stopwatches, Log log) {
    URI intake = options.llmLogs();
    Consumer<String> logs = text -> {};
    if (intake == null) {
      this.sender = null;
    } else {
      LogCounters counters = new LogCounters(options.selfMetrics(), tables);
      LogQueue queue = new LogQueue(counters);
      this.sender = new LogSender(queue, intake, counters, log);
      logs = queue::offer;
    }
    this.recorder =
        new LlmRecorder(
            options.llmPrefix(),
            options.llmLatencyDistribution(),
            new Gateways(options.llmGateways(), options.llmAll()),
            prices(options.llmPrices(), log),
            new Recorder(tables),
            logs);
    this.openAi = new Stainless("openai", recorder, stopwatches, log);
    this.anthropic = new Stainless("anthropic", recorder, stopwatches, log);
    this.frameworks = new FrameworkProbes(recorder, stopwatches, log);
  }

  private static Prices prices(String path, Log log) {
    if (path.isEmpty()) {
      return Prices.shipped();
    }
    try {
      return Prices.parse(Files.readString(Path.of(path)));
    } catch (IOException | JsonException | InvalidPathException e) {
      log.say("prices " + path + " cannot be read (" + e + "); the bundled ones are taken");
      return Prices.shipped();
    }
  }

  LlmRecorder recorder() {
    return recorder;
  }

  Stainless openAi() {
    return openAi;
  }

  Stainless anthropic() {
    return anthropic;
  }

  /** For frameworks that have clients of their own. */
  FrameworkProbes frameworks() {
    return frameworks;
  }

  void startLogsIfNeeded() {
    if (sender != null) {
      sender.startIfNeeded();
    }
  }

  void stopLogs() {
    if (sender != null) {
      sender.stop(MAX_STOP_MILLIS);
    }
  }
}
