package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.encode.Body;

/**
 * What can be wrong with a connection, in the words that its user reads: each says what to do about
 * it, or that there is nothing to do.
 */
final class Trouble {

  private Trouble() {}

  /** The key is refused. */
  static String refusedKey(Profile profile) {
    return ("%s refuses the API key: it was revoked, or belongs to another site than %s. Send a valid"
            + " key, or the right site, with PATCH /api/v1/connections/%s; the data is kept")
        .formatted(profile.destination(), profile.site().domain(), profile.id());
  }

  /** The last attempt of a sync failed. */
  static String passing(Profile profile, String failure) {
    return "%s did not take the data: %s. It is kept, and tried again by itself"
        .formatted(profile.destination(), failure);
  }

  /** A sync ended before all was sent. */
  static String unfinished(Profile profile, RunningSync sync) {
    return sync.failure().isEmpty()
        ? "it did not end within its interval; the rest is sent with the next. If that goes on,"
            + " make the interval longer"
        : passing(profile, sync.failure());
  }

  /** A body was refused for good. */
  static String rejected(Profile profile, Body body, int status) {
    return "%s rejected %s with status %d, which were dropped"
        .formatted(profile.destination(), body.kind().label(), status);
  }
}
