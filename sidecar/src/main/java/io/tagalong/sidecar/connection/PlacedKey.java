package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeySource;
import io.tagalong.sidecar.key.KeyUnavailableException;
import io.tagalong.sidecar.telemetry.Log;
import org.jspecify.annotations.Nullable;

/**
 * The API key of a connection, whose place may be exchanged by its user.
 *
 * <p>Threads: the delivery thread reads; the thread of a request exchanges.
 */
final class PlacedKey implements KeySource {
  /** Datadog refuses it, and so has the place of the real one read again and again. */
  private static final ApiKey STAND_IN = new ApiKey("0".repeat(32));

  /** Written by the thread of a request, read by the delivery thread. */
  private volatile KeySource place;

  private @Nullable KeySource lastRead;

  PlacedKey(KeySource place) {
    this.place = place;
  }

  void exchange(KeySource newPlace) {
    place = newPlace;
  }

  /**
   * The key to begin with. When it cannot be read, the log says so, and a stand-in is refused until
   * it can.
   *
   * @param connection the name of the connection, for the log
   */
  ApiKey first(String connection, Log log) {
    try {
      return read();
    } catch (KeyUnavailableException unavailable) {
      log.error(
          "The API key of %s cannot be read: %s; its data is kept, and the key is read again every minute"
              .formatted(connection, unavailable.reason()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return STAND_IN;
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
