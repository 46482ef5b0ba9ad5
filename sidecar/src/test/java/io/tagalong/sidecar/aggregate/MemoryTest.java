package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.cell.RetainedBytes;
import io.tagalong.sidecar.histogram.HistogramSettings;
import org.junit.jupiter.api.Test;

/** What contexts weigh. */
class MemoryTest {
  private static final int CONTEXTS = 100_000;

  /** Names, hosts and tags are shared as in real life: one of four tags differs by customer. */
  @Test
  void counterContextWeighsLittleMoreThanItsKey() {
    AggregatorSettings settings =
        new AggregatorSettings(
            10,
            CONTEXTS,
            CONTEXTS,
            HistogramSettings.DEFAULT,
            CountersAs.COUNT,
            Compatibility.TAGALONG);
    long keyBytes = 0;
    for (int i = 0; i < CONTEXTS; i++) {
      keyBytes += name(i).length() + tags(i).length();
    }

    long bytes =
        RetainedBytes.of(
            () -> {
              Feed feed = new Feed(settings, 1);
              for (int i = 0; i < CONTEXTS; i++) {
                feed.at(1, name(i) + ":1|c|#" + tags(i));
              }
              feed.advanceTo(10).snapshots.clear();
              return feed;
            });

    long perContext = (bytes - keyBytes) / CONTEXTS;
    assertTrue(perContext <= 150, perContext + " bytes");
  }

  private static String name(int i) {
    return "shop.checkout.step%02d.requests".formatted(i % 10);
  }

  private static String tags(int i) {
    return "env:production,service:checkout,endpoint:/orders/%d,customer:customer-%05d"
        .formatted(i / 10 % 10, i / 100);
  }
}
