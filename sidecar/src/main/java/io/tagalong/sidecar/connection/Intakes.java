package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.deliver.Endpoint;
import io.tagalong.sidecar.deliver.IntakeHosts;
import io.tagalong.sidecar.deliver.KeyCheck;
import io.tagalong.sidecar.deliver.SupervisedDelivery;
import io.tagalong.sidecar.deliver.Supervisor;
import io.tagalong.sidecar.key.ApiKey;
import java.util.OptionalInt;

/** The way to the accounts of connections: HTTP, except in tests. */
public interface Intakes {
  /**
   * Prepares a delivery.
   *
   * @param suffix ends its threads' names
   */
  SupervisedDelivery open(Endpoint endpoint, String suffix, Supervisor supervisor);

  /** Asks whether the key is valid there. */
  KeyCheck.Verdict validate(IntakeHosts hosts, ApiKey key) throws InterruptedException;

  /** Creates a dashboard; the status of the answer, if there is one. */
  OptionalInt createDashboard(
      IntakeHosts hosts, ApiKey key, String applicationKey, byte[] dashboard)
      throws InterruptedException;
}
