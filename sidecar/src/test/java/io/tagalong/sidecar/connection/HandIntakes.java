package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.deliver.Endpoint;
import io.tagalong.sidecar.deliver.IntakeHosts;
import io.tagalong.sidecar.deliver.KeyCheck.Verdict;
import io.tagalong.sidecar.deliver.SupervisedDelivery;
import io.tagalong.sidecar.deliver.Supervisor;
import io.tagalong.sidecar.key.ApiKey;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Intakes that answer as a test tells them to. */
final class HandIntakes implements Intakes {
  final List<HandDelivery> deliveries = new ArrayList<>();
  final List<Endpoint> endpoints = new ArrayList<>();

  private Verdict verdict = Verdict.VALID;
  private OptionalInt dashboardStatus = OptionalInt.of(200);

  void answerToKeys(Verdict answer) {
    verdict = answer;
  }

  void answerToDashboards(OptionalInt status) {
    dashboardStatus = status;
  }

  @Override
  public SupervisedDelivery open(Endpoint endpoint, String suffix, Supervisor supervisor) {
    HandDelivery delivery = new HandDelivery(supervisor);
    deliveries.add(delivery);
    endpoints.add(endpoint);
    return delivery;
  }

  @Override
  public Verdict validate(IntakeHosts hosts, ApiKey key) {
    return verdict;
  }

  @Override
  public OptionalInt createDashboard(
      IntakeHosts hosts, ApiKey key, String applicationKey, byte[] dashboard) {
    return dashboardStatus;
  }
}
