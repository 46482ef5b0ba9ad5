package io.tagalong.benchmarks.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A context as a sender spells it: name, type and tags. */
record Series(Kind kind, String name, String tags) {
  private static final String[] NAMES = {
    "check_gate",
    "get_experiment",
    "get_config",
    "get_layer",
    "messages_sent",
    "gateway.requests",
    "gateway.input_tokens",
    "run.total",
  };
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private static final int MAX_NAME = 200;
  private static final int MIN_TAGS = 2;
  private static final int MAX_TAGS = 50;
  private static final int MIN_TAG = 3;
  private static final int MAX_TAG = 150;

  /** How many of a heavy series' tags no earlier series has. */
  private static final double UNIQUE_TAGS = 0.11;

  /** A line with this value and rate; {@code rate} is empty or begins with {@code |@}. */
  String line(String value, String rate) {
    return name + ':' + value + '|' + kind.symbol() + rate + (tags.isEmpty() ? "" : "|#" + tags);
  }

  /** How long {@link #line} is with a value of one character and no rate. */
  int shortestLine() {
    return name.length() + 3 + kind.symbol().length() + (tags.isEmpty() ? 0 : 2 + tags.length());
  }

  /**
   * The series of a payload, the same for the same specification.
   *
   * <p>One in a hundred depends on the generation, so that the next generation brings 1 % that were
   * never seen.
   */
  static List<Series> of(PayloadSpec spec) {
    Random random = new Random(spec.seed());
    List<String> pool = new ArrayList<>();
    List<Series> all = new ArrayList<>(spec.contexts());
    for (int i = 0; i < spec.contexts(); i++) {
      int item = i % 100 == 0 ? i + spec.generation() * spec.contexts() : i;
      // A low-discrepancy sequence: every prefix of the list has about the weights of the mix.
      Kind kind = spec.mix().kindAt(i * 0.618_033_988_749_895 % 1);
      all.add(
          switch (spec.mix()) {
            case HEAVY -> heavy(kind, random, pool);
            case UNTAGGED -> new Series(kind, kind.prefix() + dotted(item), "");
            case CLIENT, UNBUFFERED, USAGE, COUNTS, DISTRIBUTIONS, HISTOGRAMS ->
                new Series(kind, kind.prefix() + NAMES[item % NAMES.length], lightTags(item));
          });
    }
    return all;
  }

  private static String lightTags(int item) {
    return "environment:%s,name:item_%07d,value:%s,service:checkout-%d"
        .formatted(
            item % 3 == 0 ? "staging" : "production", item / NAMES.length, item % 2 == 1, item % 7);
  }

  private static String dotted(int item) {
    return NAMES[item % NAMES.length] + '.' + lightTags(item).replaceAll("[:,-]", ".");
  }

  private static Series heavy(Kind kind, Random random, List<String> pool) {
    String name = kind.prefix() + "m" + text(random, random.nextInt(MAX_NAME));
    int count = MIN_TAGS + random.nextInt(MAX_TAGS - MIN_TAGS + 1);
    List<String> tags = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (pool.isEmpty() || random.nextDouble() < UNIQUE_TAGS) {
        int half = (MIN_TAG + random.nextInt(MAX_TAG - MIN_TAG + 1)) / 2;
        pool.add("k" + text(random, half) + ':' + text(random, half));
        tags.add(pool.get(pool.size() - 1));
      } else {
        tags.add(pool.get(random.nextInt(pool.size())));
      }
    }
    return new Series(kind, name, String.join(",", tags));
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
