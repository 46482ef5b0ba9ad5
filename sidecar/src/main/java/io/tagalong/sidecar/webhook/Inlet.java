package io.tagalong.sidecar.webhook;

/** Where a batch enters the aggregation. */
@FunctionalInterface
public interface Inlet {
  /** Takes all of the batch or, when there is no room for it, nothing and says false. */
  boolean offer(Batch batch);
}
