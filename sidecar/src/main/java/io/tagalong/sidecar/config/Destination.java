package io.tagalong.sidecar.config;

import java.net.URI;

/** Where closed buckets go. A destination over the network cannot exist without its key. */
public sealed interface Destination {

  /** Datadog's intake, or whatever stands in for it: paths are appended to {@code base}. */
  record Intake(URI base, ApiKey key) implements Destination {}

  /** Nothing is sent; what would be sent is printed on standard output. */
  record DryRun() implements Destination {}
}
