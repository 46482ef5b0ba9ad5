package io.tagalong.sidecar.config;

import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.connection.ConnectionSettings;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.enrich.PodLabels;
import java.util.Optional;

/**
 * What the sidecar was told to do, complete and valid.
 *
 * @param hostname the host that series and sketches are attributed to
 * @param maxQueueBytes most bytes of encoded bodies that wait for delivery
 * @param parsing how messages are read
 * @param warmUp whether the code is run on data made up before the sidecar listens
 * @param enrichment what happens to names and tags of what is received
 * @param podLabels where the labels of the pod stand, and which of them become tags
 * @param delivery how bodies are made and kept until they are delivered
 * @param webhooks where webhooks come in and what they become
 * @param logs whether logs come in there, too
 * @param connections where connections are kept; there are none without
 */
public record Settings(
    Destination destination,
    Listening listening,
    String hostname,
    AggregatorSettings aggregation,
    long maxQueueBytes,
    Parsing parsing,
    boolean warmUp,
    EnrichmentSettings enrichment,
    PodLabels podLabels,
    DeliverySettings delivery,
    Webhooks webhooks,
    LogSettings logs,
    Optional<ConnectionSettings> connections) {

  public int bucketSeconds() {
    return aggregation.bucketSeconds();
  }
}
