package io.tagalong.sidecar.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contexts that are few enough, and would not fit into the heap all the same. */
class TextFloodTest {
  private static final int MESSAGES = 40_000;
  private static final int TAGS = 41;
  private static final int TAG_LENGTH = 190;

  @ParameterizedTest
  @EnumSource(Compatibility.class)
  void survivesDistinctContextsOfEightKibibytesWithASmallHeap(Compatibility compatibility)
      throws IOException, InterruptedException {
    Process flood =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Flood.class.getName(),
                compatibility.name())
            .redirectErrorStream(true)
            .start();
    String output = new String(flood.getInputStream().readAllBytes(), UTF_8);

    assertEquals(0, flood.waitFor(), output);
  }

  /** The program that has the small heap. */
  static final class Flood {
    private Flood() {}

    public static void main(String[] args) {
      AggregatorSettings settings =
          new AggregatorSettings(
              10,
              100_000,
              100_000,
              Runtime.getRuntime().maxMemory() / 4,
              new HistogramRules(HistogramSettings.DEFAULT),
              CountersAs.COUNT,
              Compatibility.valueOf(args[0]));
      Feed feed = new Feed(settings, Feed.START_SECONDS);
      for (int i = 0; i < MESSAGES; i++) {
        feed.at(1 + i / 1000, message(i));
        feed.snapshots.clear();
      }
      long samples = feed.total(SelfMetric.SAMPLES);
      long overflowed = feed.total(SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_BYTES);
      if (samples == 0 || overflowed == 0 || samples + overflowed != MESSAGES) {
        throw new AssertionError(samples + " samples, and " + overflowed + " overflowed");
      }
    }

    private static String message(int number) {
      StringBuilder message = new StringBuilder("flood:1|c|#");
      for (int tag = 0; tag < TAGS; tag++) {
        String begin = "t" + tag + ":" + number + ".";
        message.append(begin).append("x".repeat(TAG_LENGTH - begin.length())).append(',');
      }
      return message.toString();
    }
  }
}
