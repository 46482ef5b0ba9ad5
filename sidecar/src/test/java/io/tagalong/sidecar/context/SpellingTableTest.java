package io.tagalong.sidecar.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.dogstatsd.MetricsOnly;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpellingTableTest {
  private final SpellingTable table = new SpellingTable();

  @Test
  void findsEachOfManyAfterGrowing() {
    List<Context> contexts = IntStream.range(0, 30_000).mapToObj(i -> context()).toList();
    for (int i = 0; i < contexts.size(); i++) {
      add(message(i), contexts.get(i), 1);
    }

    for (int i = 0; i < contexts.size(); i++) {
      assertSame(contexts.get(i), find(message(i)));
    }
    assertEquals(contexts.size(), table.size());
  }

  @Test
  void keepsWhatWasSeenWhenMuchIsCleanedAway() {
    List<Context> contexts = IntStream.range(0, 5000).mapToObj(i -> context()).toList();
    for (int i = 0; i < contexts.size(); i++) {
      add(message(i), contexts.get(i), i % 10 == 0 ? 50 : 1);
    }

    for (int segment = 0; segment < SpellingTable.SEGMENTS; segment++) {
      table.clean(segment, 50);
    }

    assertEquals(contexts.size() / 10, table.size());
    for (int i = 0; i < contexts.size(); i += 10) {
      assertSame(contexts.get(i), find(message(i)));
      assertEquals(i % 3, table.emptyTags());
    }
  }

  /** The same bytes, cut into type, name and tags elsewhere, are another spelling. */
  @Property(tries = 300)
  void agreesWithAMapOfTexts(@ForAll("messages") List<String> messages) {
    SpellingTable fresh = new SpellingTable();
    Map<String, Context> expected = new HashMap<>();
    for (String message : messages) {
      parse(
          message,
          line -> {
            boolean known = fresh.seek(line);
            assertEquals(expected.containsKey(message), known, message);
            if (known) {
              assertSame(expected.get(message), fresh.context());
            } else {
              Context context = context();
              expected.put(message, context);
              fresh.add(line, context, 0, 0);
            }
          });
    }
  }

  @Provide
  Arbitrary<List<String>> messages() {
    Arbitrary<String> few = Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(40);
    // Long ones, too: of those only a fingerprint is kept.
    Arbitrary<String> text =
        Combinators.combine(few, Arbitraries.of("", "c".repeat(KeyArena.MAX_KEPT_BYTES)))
            .as((begin, end) -> begin + end);
    return Combinators.combine(text, Arbitraries.of("c", "g", "ms"), text)
        .as((name, type, tags) -> name + ":1|" + type + "|#" + tags)
        .list()
        .ofMaxSize(200);
  }

  private void add(String message, Context context, int seenSeconds) {
    parse(
        message,
        line -> {
          table.seek(line);
          table.add(line, context, Integer.parseInt(message.substring(1, 6)) % 3, seenSeconds);
        });
  }

  private @Nullable Context find(String message) {
    @Nullable Context[] found = new Context[1];
    parse(
        message,
        line -> {
          assertEquals(true, table.seek(line), message);
          found[0] = table.context();
        });
    return found[0];
  }

  private static String message(int i) {
    return "m%05d:1|c|#env:production,service:checkout,user:%d".formatted(i, i / 100);
  }

  private static Context context() {
    ContextKey key = new ContextKey(MetricType.COUNT, "m", List.of(), "");
    return new Context(new HostMetric(key), key.tags(), key.hashCode());
  }

  private static void parse(String message, MetricsOnly then) {
    byte[] bytes = message.getBytes(UTF_8);
    new DatagramParser().parse(bytes, bytes.length, then);
  }
}
