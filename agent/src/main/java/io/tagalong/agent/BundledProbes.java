package io.tagalong.agent;

import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Probes;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.record.Tables;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The probes that the bundled packs name. Each is made when the first call of its methods is
 * linked.
 */
final class BundledProbes implements Probes {
  private final Recorder recorder;

  /** Filled by the threads that link calls. */
  private final ConcurrentHashMap<String, Probe> made = new ConcurrentHashMap<>();

  BundledProbes(Tables tables) {
    this.recorder = new Recorder(tables);
  }

  @Override
  public @Nullable Probe named(String name) {
    return made.computeIfAbsent(name, this::make);
  }

  private @Nullable Probe make(String name) {
    switch (name) {
      default:
        return null;
    }
  }

  Recorder recorder() {
    return recorder;
  }
}
