package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeySource;
import io.tagalong.sidecar.key.KeyUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The API key of a connection, whose place may be exchanged by its user.
 *
 * <p>Threads: the delivery thread reads; the thread of a request exchanges.
 */
final class PlacedKey implements KeySource {
  /** Written by the thread of a request, read by the delivery thread. */
  private volatile KeySource place;

  private @Nullable KeySource lastRead;

  PlacedKey(KeySource place) {
    this.place = place;
  }

  void exchange(KeySource newPlace) {
    place = newPlace;
  }

  @Override
  public ApiKey read() throws KeyUnavailableException, InterruptedException {
    KeySource now = place;
    lastRead = now; // also when it fails: an unreadable place is tried again on demand only
    return now.read();
  }

  @Override
  public boolean looksChanged() {
    KeySource now = place;
    return now != lastRead || now.looksChanged();
  }
}
