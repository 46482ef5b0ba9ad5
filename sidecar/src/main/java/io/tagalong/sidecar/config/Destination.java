package io.tagalong.sidecar.config;

import io.tagalong.sidecar.deliver.Endpoint;
import java.util.List;

/** Where closed buckets go. A destination over the network cannot exist without its key. */
public sealed interface Destination {

  /** Datadog's intakes, or whatever stands in for them; all of them get everything. */
  record Intakes(List<Endpoint> endpoints) implements Destination {
    public Intakes {
      endpoints = List.copyOf(endpoints);
    }
  }

  /** Nothing is sent; what would be sent is printed on standard output. */
  record DryRun() implements Destination {}
}
