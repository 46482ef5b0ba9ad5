package io.tagalong.sidecar.connection;

import java.util.Optional;

/**
 * How a connection does.
 *
 * @param error what is wrong now, and what to do about it; empty when nothing is
 */
record Condition(Status status, String error) {

  /** The condition of a connection with these syncs. */
  static Condition of(Profile profile, Syncs syncs, boolean paused, boolean keyRefused) {
    String error = keyRefused ? Trouble.refusedKey(profile) : error(profile, syncs);
    return new Condition(status(syncs, paused, !error.isEmpty()), error);
  }

  private static String error(Profile profile, Syncs syncs) {
    Optional<String> failure = syncs.running().map(RunningSync::failure);
    if (failure.isPresent()) {
      return failure.get().isEmpty() ? "" : Trouble.passing(profile, failure.get());
    }
    return syncs.last().map(Sync::error).orElse("");
  }

  private static Status status(Syncs syncs, boolean paused, boolean wrong) {
    if (paused) {
      return Status.PAUSED;
    }
    if (wrong) {
      return Status.ERROR;
    }
    return syncs.isUnderWay() ? Status.SYNCING : Status.ACTIVE;
  }
}
