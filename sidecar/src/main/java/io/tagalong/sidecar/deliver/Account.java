package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.FixedKey;
import io.tagalong.sidecar.telemetry.Log;
import java.util.OptionalInt;

/**
 * An account at an intake, for what is asked and done there besides the delivery of data. Requests
 * are not repeated; each blocks until its answer or its deadline.
 */
public final class Account {
  private final IntakeClient client;

  private Account(IntakeClient client) {
    this.client = client;
  }

  /** The account that the key opens; nothing is connected yet. */
  public static Account at(IntakeHosts hosts, ApiKey key, HttpConnection http, Log log) {
    Endpoint endpoint = Endpoint.main(hosts, key, new FixedKey(key));
    return new Account(http.client(hosts, new CurrentKey(endpoint, log)));
  }

  /** Asks {@code /api/v1/validate} about the API key. */
  public KeyCheck.Verdict validate() throws InterruptedException {
    return client.checkKey();
  }

  /**
   * Posts to {@code /api/v1/dashboard}.
   *
   * @param applicationKey sent as {@code DD-APPLICATION-KEY}
   * @param json the dashboard
   * @return the status, 200 when it was created; nothing when there was no answer
   */
  public OptionalInt createDashboard(String applicationKey, byte[] json)
      throws InterruptedException {
    return client.createDashboard(applicationKey, json);
  }
}
