package io.tagalong.intake.store;

import io.tagalong.intake.metric.Context;

/**
 * A COUNT, a RATE or a GAUGE as a query over all time would show it.
 *
 * @param value the sum of a COUNT, the sum of rate times interval of a RATE, the latest of a GAUGE
 */
public record HeldSeries(Context context, long points, double value) implements HeldMetric {}
