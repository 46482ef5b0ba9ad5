package io.tagalong.sidecar.deliver;

/** The way to the intakes: HTTP, except in tests. */
interface IntakeConnection {

  /** What an endpoint needs of it. */
  record Opened(Transport transport, KeyCheck keyCheck) {}

  /** Prepares requests to an endpoint; connects nothing yet. */
  Opened open(IntakeHosts hosts, CurrentKey key);
}
