package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Telemetry;

/** Tells of the items that one endpoint gives up: in the counters, and in the log. */
final class Losses {

  private final String endpoint;
  private final Telemetry telemetry;
  private final LimitedLog log;

  Losses(String endpoint, Telemetry telemetry, LimitedLog log) {
    this.endpoint = endpoint;
    this.telemetry = telemetry;
    this.log = log;
  }

  /**
   * Tells of items that are given up.
   *
   * @param why the rest of the sentence "Dropped 3 items of series for api.datadoghq.com: ..."
   */
  void tell(DropReason reason, BodyKind kind, long items, String why) {
    telemetry.add(reason.counter(), items);
    log.warn(
        reason.counter().id() + " " + endpoint,
        () -> "Dropped %d items of %s for %s: %s".formatted(items, kind.label(), endpoint, why));
  }
}
