package io.tagalong.agent.probe;

import org.jspecify.annotations.Nullable;

/** The probes by the names that the bundled packs give them. Any thread may ask. */
public interface Probes {

  /** The probe with this name, the same one each time; null for a name that no probe has. */
  @Nullable Probe named(String name);
}
