package io.tagalong.sidecar.telemetry;

/** Everything of its own that the sidecar reports as a gauge; counters are {@link SelfMetric}. */
public enum SelfGauge {
  LOOP_LONGEST_GAP(
      "loop.longest_gap",
      "Longest time in a bucket, in microseconds, in which an event loop (tag loop:) left UDP"
          + " datagrams waiting or was busy with something else."),
  ITEMS_QUEUED(
      "items.queued", "Items that wait in memory for an endpoint (tags endpoint:, kind:)."),
  ITEMS_QUEUED_BYTES(
      "items.queued_bytes",
      "Bytes of the bodies with these items, as they would be sent (tags endpoint:, kind:)."),
  ITEMS_SPOOLED("items.spooled", "Items on disk for an endpoint (tags endpoint:, kind:)."),
  DELIVERY_KEY_REFUSED(
      "delivery.key_refused",
      "1 while an endpoint (tag endpoint:) refuses the API key and its data waits, else 0."),
  DELIVERY_FAILING(
      "delivery.failing",
      "1 while attempts to deliver to an endpoint (tag endpoint:) fail and are repeated, else 0."),
  SPOOL_DEGRADED(
      "spool.degraded",
      "1 while the spool of an endpoint (tag endpoint:) fails or hangs and data waits in memory"
          + " only, else 0.");

  private final String id;
  private final String description;

  SelfGauge(String id, String description) {
    this.id = id;
    this.description = description;
  }

  /** The name by which it is published, for example {@code loop.longest_gap}. */
  public String id() {
    return id;
  }

  /** One English sentence for the documentation. */
  public String description() {
    return description;
  }
}
