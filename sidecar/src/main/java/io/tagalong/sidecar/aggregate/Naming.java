package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.List;
import java.util.TreeSet;

/** Decides which messages belong to one context, and under which name and tags it leaves. */
enum Naming {
  /**
   * As Datadog stores names and tags, and each type on its own: what would collide there is merged
   * here, and what would not stays apart.
   */
  STORED {
    @Override
    Named name(MetricLine line) {
      String name = MetricName.normalise(line.name(), maxNameLength(line.type()));
      TagSet tags = TagSet.of(line.tags());
      return new Named(new ContextKey(line.type(), name, tags.tags()), tags.emptyTags());
    }

    @Override
    ContextKey nameCount(String name, List<String> tags) {
      String storedName = MetricName.normalise(name, MetricName.MAX_LENGTH);
      return new ContextKey(MetricType.COUNT, storedName, TagSet.of(tags).tags());
    }

    @Override
    ContextKey distributionOf(ContextKey histogram, String prefix) {
      String name = MetricName.normalise(prefix + histogram.name(), MetricName.MAX_LENGTH);
      return new ContextKey(MetricType.DISTRIBUTION, name, histogram.tags());
    }
  },

  /**
   * As the Agent does: everything as it was sent, sorted tags, and all types of a name together.
   */
  AS_SENT {
    @Override
    Named name(MetricLine line) {
      return new Named(nameCount(line.name(), line.tags()), 0);
    }

    @Override
    ContextKey nameCount(String name, List<String> tags) {
      return new ContextKey(ANY_TYPE, name, List.copyOf(new TreeSet<>(tags)));
    }

    @Override
    ContextKey distributionOf(ContextKey histogram, String prefix) {
      return new ContextKey(ANY_TYPE, prefix + histogram.name(), histogram.tags());
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

  abstract Named name(MetricLine line);

  /** The key of a count that was not sent, with the given name and tags. */
  abstract ContextKey nameCount(String name, List<String> tags);

  /** The key of the distribution that gets the samples of a histogram too. */
  abstract ContextKey distributionOf(ContextKey histogram, String prefix);

  private static int maxNameLength(MetricType type) {
    return switch (type) {
      case HISTOGRAM, TIMING -> MetricName.MAX_LENGTH - MAX_SUFFIX_LENGTH;
      case COUNT, GAUGE, DISTRIBUTION, SET -> MetricName.MAX_LENGTH;
    };
  }
}
