package io.tagalong.agent;

import io.tagalong.agent.braze.BrazeListener;
import io.tagalong.agent.config.Options;
import io.tagalong.agent.http.HttpProbes;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Probes;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.record.Tables;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The probes that the bundled packs name. Each is made when the first call of its methods is
 * linked.
 */
final class BundledProbes implements Probes {
  private final Options options;
  private final Recorder recorder;
  private final Log log;

  /** Guarded by this. Made when the first call of an HTTP client is linked. */
  private @Nullable Probes http;

  /** Filled by the threads that link calls. */
  private final ConcurrentHashMap<String, Probe> made = new ConcurrentHashMap<>();

  BundledProbes(Options options, Tables tables, Log log) {
    this.options = options;
    this.recorder = new Recorder(tables);
    this.log = log;
  }

  @Override
  public @Nullable Probe named(String name) {
    return made.computeIfAbsent(name, this::make);
  }

  private @Nullable Probe make(String name) {
    return name.startsWith("http.") ? http().named(name) : null;
  }

  private synchronized Probes http() {
    Probes made = http;
    if (made == null) {
      made =
          new HttpProbes(
              List.of(new BrazeListener(options.brazeHosts(), options.brazeMap(), recorder, log)),
              log);
      http = made;
    }
    return made;
  }
}
