package io.tagalong.sidecar.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.cell.RetainedBytes;
import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeyTextsTest {
  private static final long SEED = 11;

  private final KeyTexts texts = new KeyTexts();

  @Test
  void countsWhatContextsShareOnce() {
    texts.take(key("requests", List.of("env:prod", "region:eu")));
    long one = texts.bytes();

    ContextKey first = texts.take(key("requests", List.of("env:prod", "region:eu")));
    assertEquals(one, texts.bytes());

    ContextKey second = texts.take(key("requests", List.of("env:prod", "region:us")));
    assertSame(first.tags().get(0), second.tags().get(0));
    assertSame(first.name(), second.name());
  }

  @Property(tries = 200)
  void holdsNothingWhenAllContextsLeft(
      @ForAll @Size(max = 200) List<@IntRange(max = 40) Integer> numbers) {
    KeyTexts fresh = new KeyTexts();
    List<Context> contexts = new ArrayList<>();
    for (int number : numbers) {
      List<String> tags = List.of("a:" + number % 3, "b:" + number, "\u00e9\u4e2d:" + number % 5);
      contexts.add(context(fresh.take(key("m" + number % 7, tags))));
    }

    contexts.forEach(fresh::giveBack);

    assertEquals(0, fresh.bytes(), () -> numbers.toString());
  }

  /** The account is of what the JVM really takes, to a quarter. */
  @Test
  void countsAboutTheBytesOfTheHeap() {
    List<KeyTexts> built = new ArrayList<>();

    long heapBytes =
        RetainedBytes.of(
            () -> {
              KeyTexts many = new KeyTexts();
              Random random = new Random(SEED);
              for (int i = 0; i < 50_000; i++) {
                List<String> tags = new ArrayList<>();
                for (int tag = 0; tag < 8; tag++) {
                  tags.add("tag" + tag + ":" + random.nextInt(20_000) + "x".repeat(tag * 5));
                }
                many.take(key("metric" + i, tags));
              }
              built.add(many);
              return many;
            });

    long counted = built.get(0).bytes();
    assertTrue(
        Math.abs(heapBytes - counted) < heapBytes / 4,
        () -> counted + " of " + heapBytes + " bytes, seed " + SEED);
  }

  private static ContextKey key(String name, List<String> tags) {
    return new ContextKey(MetricType.COUNT, name, tags, "host");
  }

  private static Context context(ContextKey key) {
    return new Context(new HostMetric(key), key.tags(), key.hashCode());
  }
}
