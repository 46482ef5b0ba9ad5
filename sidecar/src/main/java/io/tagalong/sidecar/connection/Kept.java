package io.tagalong.sidecar.connection;

import java.util.List;

/**
 * What of a connection outlives a restart.
 *
 * @param exportedUntilSeconds the end of the last window, Unix time
 * @param history newest first
 */
record Kept(Profile profile, boolean paused, long exportedUntilSeconds, List<Sync> history) {
  Kept {
    history = List.copyOf(history);
  }

  /** A connection that begins now. */
  static Kept fresh(Profile profile) {
    return new Kept(profile, false, profile.createdSeconds(), List.of());
  }
}
