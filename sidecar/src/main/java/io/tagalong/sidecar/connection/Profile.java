package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.deliver.IntakeHosts;
import io.tagalong.sidecar.deliver.Site;
import java.net.URI;
import java.util.Optional;

/**
 * What a user says of a connection.
 *
 * @param id short, unique, given by the sidecar
 * @param address takes everything instead of the site's hosts, as a proxy or a stand-in does
 * @param applicationKey only for the dashboard
 * @param intervalMinutes from one sync to the next, 1 to 60
 * @param createdSeconds Unix time
 */
record Profile(
    String id,
    String name,
    Site site,
    Optional<URI> address,
    KeyPlace apiKey,
    Optional<KeyPlace> applicationKey,
    int intervalMinutes,
    HistoricalData historicalData,
    long createdSeconds) {

  static final int MIN_INTERVAL_MINUTES = 1;
  static final int MAX_INTERVAL_MINUTES = 60;
  static final int DEFAULT_INTERVAL_MINUTES = 5;

  /** What happens to requests from before the connection. */
  enum HistoricalData {
    /** They stay where they are. */
    START_FRESH,
    /** They are sent from a file that the user names. */
    BACKFILL
  }

  IntakeHosts hosts() {
    return address.map(IntakeHosts::single).orElseGet(site::hosts);
  }

  /** Where its data goes, in words for the user. */
  String destination() {
    return hosts().api().getAuthority();
  }
}
