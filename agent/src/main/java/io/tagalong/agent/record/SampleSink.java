package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;

/**
 * Where taken samples go. Whatever it throws means that it has taken nothing, and is asked again.
 *
 * <p>The tags are {@code key:value} texts and not to be changed.
 */
public interface SampleSink {
  /**
   * Takes one count.
   *
   * @param delta the sum since the last time, never 0
   */
  void count(Metric metric, long delta, String[] tags);

  /**
   * Takes one count that has fractions.
   *
   * @param delta the sum since the last time, in whole millionths, never 0
   */
  void sum(Metric metric, double delta, String[] tags);

  /** Takes the last value of a gauge that was set since the last time. */
  void gauge(Metric metric, double value, String[] tags);

  /**
   * Takes the samples of a histogram, a distribution or a timing since the last time.
   *
   * @param values the first {@code size} of them; the array is used again
   */
  void samples(Metric metric, double[] values, int size, String[] tags);

  /** Takes one member of a set, once per member and flush. */
  void member(Metric metric, String member, String[] tags);
}
