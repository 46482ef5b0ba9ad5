package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.random.RandomGenerator;

/**
 * What delivery needs of the world around it.
 *
 * @param random spreads the retries of many sidecars; used by several threads
 */
public record DeliveryEnvironment(
    DeliveryClock clock,
    RandomGenerator random,
    Telemetry telemetry,
    Log log,
    LimitedLog limitedLog) {}
