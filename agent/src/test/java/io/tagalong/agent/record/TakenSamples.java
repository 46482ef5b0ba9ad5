package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A sink that remembers everything as text: what it has taken, by {@code name|type|#tags}. */
public class TakenSamples implements SampleSink {
  private final Map<String, String> taken = new TreeMap<>();

  /** Takes what is new in tables. */
  public static Map<String, String> of(Tables tables) {
    TakenSamples taken = new TakenSamples();
    tables.takeInto(taken);
    return taken.all();
  }

  /** Everything taken so far. */
  public Map<String, String> all() {
    return taken;
  }

  @Override
  public void count(Metric metric, long delta, String[] tags) {
    put(metric, tags, String.valueOf(delta));
  }

  @Override
  public void sum(Metric metric, double delta, String[] tags) {
    put(metric, tags, String.valueOf(delta));
  }

  @Override
  public void gauge(Metric metric, double value, String[] tags) {
    put(metric, tags, String.valueOf(value));
  }

  @Override
  public void samples(Metric metric, double[] values, int size, String[] tags) {
    put(metric, tags, Arrays.toString(Arrays.copyOf(values, size)));
  }

  @Override
  public void member(Metric metric, String member, String[] tags) {
    put(metric, tags, member);
  }

  private void put(Metric metric, String[] tags, String value) {
    String key = metric.name() + '|' + metric.type().letter() + "|#" + String.join(",", tags);
    taken.merge(key, value, (before, more) -> before + ' ' + more);
  }
}
