package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.deliver.Account;
import io.tagalong.sidecar.deliver.DeliveryEnvironment;
import io.tagalong.sidecar.deliver.Endpoint;
import io.tagalong.sidecar.deliver.EndpointDelivery;
import io.tagalong.sidecar.deliver.HttpConnection;
import io.tagalong.sidecar.deliver.IntakeHosts;
import io.tagalong.sidecar.deliver.KeyCheck;
import io.tagalong.sidecar.deliver.SpoolSettings;
import io.tagalong.sidecar.deliver.SupervisedDelivery;
import io.tagalong.sidecar.deliver.Supervisor;
import io.tagalong.sidecar.key.ApiKey;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The real way to the accounts.
 *
 * @param http shared with the plain delivery
 * @param maxQueueBytes most memory for what waits, of all connections together
 * @param spool where what waits longer is kept, a folder for each connection
 */
public record HttpIntakes(
    HttpConnection http,
    long maxQueueBytes,
    Optional<SpoolSettings> spool,
    DeliveryEnvironment environment)
    implements Intakes {

  /** Equal parts, never lent, as for the endpoints of the plain delivery. */
  @Override
  public SupervisedDelivery open(Endpoint endpoint, String suffix, Supervisor supervisor) {
    long maxBytes = maxQueueBytes / Connections.MAX_CONNECTIONS;
    return EndpointDelivery.supervised(
        endpoint, suffix, http, maxBytes, spool, environment, supervisor);
  }

  @Override
  public KeyCheck.Verdict validate(IntakeHosts hosts, ApiKey key) throws InterruptedException {
    return Account.at(hosts, key, http, environment.log()).validate();
  }

  @Override
  public OptionalInt createDashboard(
      IntakeHosts hosts, ApiKey key, String applicationKey, byte[] dashboard)
      throws InterruptedException {
    return Account.at(hosts, key, http, environment.log())
        .createDashboard(applicationKey, dashboard);
  }
}
