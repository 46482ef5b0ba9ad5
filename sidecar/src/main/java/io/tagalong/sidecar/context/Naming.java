package io.tagalong.sidecar.context;

import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.enrich.Enrichment.Enriched;
import java.util.List;
import java.util.TreeSet;

/** Decides which messages belong to one context, and under which name and tags it leaves. */
public enum Naming {
  /**
   * As Datadog stores names and tags, and each type on its own: what would collide there is merged
   * here, and what would not stays apart.
   */
  STORED {
    @Override
    Named name(MetricType type, Enriched metric) {
      String name = MetricName.normalise(metric.name(), maxNameLength(type));
      TagSet tags = TagSet.of(metric.tags());
      ContextKey key = new ContextKey(type, name, tags.tags(), metric.host());
      return new Named(key, tags.emptyTags());
    }

    @Override
    ContextKey distributionOf(ContextKey histogram, String name) {
      String stored = MetricName.normalise(name, MetricName.MAX_LENGTH);
      return new ContextKey(MetricType.DISTRIBUTION, stored, histogram.tags(), histogram.host());
    }
  },

  /**
   * As the Agent does: everything as the rules leave it, sorted tags, and all types of a name
   * together.
   */
  AS_SENT {
    @Override
    Named name(MetricType type, Enriched metric) {
      List<String> tags = List.copyOf(new TreeSet<>(metric.tags()));
      return new Named(new ContextKey(ANY_TYPE, metric.name(), tags, metric.host()), 0);
    }

    @Override
    ContextKey distributionOf(ContextKey histogram, String name) {
      return new ContextKey(ANY_TYPE, name, histogram.tags(), histogram.host());
    }
  };

  private static final MetricType ANY_TYPE = MetricType.COUNT;

  /** The longest ending that a histogram appends to its name. */
  private static final int MAX_SUFFIX_LENGTH = ".100percentile".length();

  /**
   * A context's key.
   *
   * @param key its name is empty when nothing in the message's name is usable
   * @param emptyTags how many tags had nothing in them and were dropped
   */
  record Named(ContextKey key, int emptyTags) {}

  /** Names what is left of a message after the rules. */
  abstract Named name(MetricType type, Enriched metric);

  /** The key of the distribution of this name that gets the samples of a histogram, too. */
  abstract ContextKey distributionOf(ContextKey histogram, String name);

  private static int maxNameLength(MetricType type) {
    return switch (type) {
      case HISTOGRAM, TIMING -> MetricName.MAX_LENGTH - MAX_SUFFIX_LENGTH;
      case COUNT, GAUGE, DISTRIBUTION, SET -> MetricName.MAX_LENGTH;
    };
  }
}
