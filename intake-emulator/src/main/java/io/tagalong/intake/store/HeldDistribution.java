package io.tagalong.intake.store;

import io.tagalong.intake.metric.Context;

/** The merged dogsketches of one distribution. */
public record HeldDistribution(Context context, long points, Summary summary)
    implements HeldMetric {}
