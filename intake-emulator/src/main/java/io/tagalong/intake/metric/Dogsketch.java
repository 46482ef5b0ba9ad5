package io.tagalong.intake.metric;

import java.util.List;

/**
 * The observations of one distribution at one timestamp, named as in Datadog's agent_payload.proto.
 *
 * @param timestampSeconds seconds since the epoch
 * @param keys the bins' keys ({@code k})
 * @param binCounts the observations in each bin ({@code n}), unsigned on the wire
 */
public record Dogsketch(
    long timestampSeconds,
    long count,
    double min,
    double max,
    double average,
    double sum,
    List<Integer> keys,
    List<Long> binCounts) {

  public Dogsketch {
    keys = List.copyOf(keys);
    binCounts = List.copyOf(binCounts);
  }
}
