package io.tagalong.intake.store;

import io.tagalong.intake.metric.Context;

/** All that is held of one context. */
public sealed interface HeldMetric permits HeldSeries, HeldDistribution {
  Context context();

  /** How many points, or dogsketches, this is made of. */
  long points();
}
