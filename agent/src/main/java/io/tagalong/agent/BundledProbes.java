package io.tagalong.agent;

import io.tagalong.agent.braze.BrazeListener;
import io.tagalong.agent.config.Options;
import io.tagalong.agent.http.HttpProbes;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.model.RawRequests;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Probes;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.probe.Stopwatch;
import io.tagalong.agent.record.Tables;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The probes that the bundled packs name. Each is made when the first call of its methods is
 * linked, and kept.
 */
final class BundledProbes implements Probes {
  private final Options options;
  private final Tables tables;
  private final Log log;

  /** Filled by the threads that link calls. */
  private final ConcurrentHashMap<String, Probe> made = new ConcurrentHashMap<>();

  /** Guarded by this. Made when the first call of an HTTP client is linked. */
  private @Nullable HttpProbes http;

  /** Written by a thread that links the first call of its kind, read by the flush thread. */
  private volatile @Nullable LlmParts llm;

  BundledProbes(Options options, Tables tables, Log log) {
    this.options = options;
    this.tables = tables;
    this.log = log;
  }

  @Override
  public @Nullable Probe named(String name) {
    return made.computeIfAbsent(name, this::make);
  }

  private @Nullable Probe make(String name) {
    switch (name) {
      case "openai.service":
        return llm().openAi().service();
      case "openai.raw":
        return llm().openAi().rawService();
      case "anthropic.service":
        return llm().anthropic().service();
      case "anthropic.raw":
        return llm().anthropic().rawService();
      default:
        if (name.startsWith("framework.")) {
          return llm().frameworks().make(name);
        }
        return name.startsWith("http.") ? http().make(name) : null;
    }
  }

  private synchronized HttpProbes http() {
    HttpProbes probes = http;
    if (probes == null) {
      Recorder recorder = new Recorder(tables);
      probes =
          new HttpProbes(
              List.of(
                  new BrazeListener(options.brazeHosts(), options.brazeMap(), recorder, log),
                  new RawRequests(() -> llm().recorder(), () -> llm().frameworks().inside())),
              BundledProbes::stopwatch,
              log);
      http = probes;
    }
    return probes;
  }

  private synchronized LlmParts llm() {
    LlmParts parts = llm;
    if (parts == null) {
      parts = new LlmParts(options, tables, BundledProbes::stopwatch, log);
      llm = parts;
    }
    return parts;
  }

  private static Stopwatch stopwatch() {
    return new Stopwatch(System::currentTimeMillis, System::nanoTime);
  }

  /** On the flush thread, once a second. */
  void everySecond() {
    LlmParts parts = llm;
    if (parts != null) {
      parts.startLogsIfNeeded();
    }
  }

  /** On the flush thread, when the last metrics have left. */
  void ended() {
    LlmParts parts = llm;
    if (parts != null) {
      parts.stopLogs();
    }
  }
}
