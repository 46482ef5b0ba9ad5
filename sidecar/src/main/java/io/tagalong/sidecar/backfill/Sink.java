package io.tagalong.sidecar.backfill;

/** Where a backfill's logs go. */
@FunctionalInterface
public interface Sink {
  /**
   * Takes all of the batch or, when there is no room for it that live data could not need, nothing
   * and says false; then it is offered again a little later.
   */
  boolean offer(Batch batch);
}
