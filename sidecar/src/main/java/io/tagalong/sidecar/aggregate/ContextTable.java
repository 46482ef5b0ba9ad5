package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.Enrichment;
import io.tagalong.sidecar.enrich.Enrichment.Enriched;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All contexts, found by what senders write.
 *
 * <p>Two maps. The first goes from the raw bytes of a message to its context and answers nearly
 * every time, without building a String. The second goes from the normalised key to the context, so
 * that spellings which Datadog treats as equal (order and case of tags) share one. A spelling is
 * enriched and normalised once and then known, also as one that is filtered.
 *
 * <p>Memory is bounded: both maps by the maximum of contexts, a remembered spelling by {@value
 * #MAX_KNOWN_BYTES} bytes. A message beyond these bounds is still counted if its context exists; it
 * is only slower to find. What was not seen for a while is forgotten by {@link #forget}.
 *
 * <p>Threads: owned by the aggregator's thread. <em>Hot.</em>
 */
final class ContextTable {
  private static final int MAX_KNOWN_BYTES = 4096;

  /** The longest ending that a histogram appends to its name. */
  private static final int MAX_SUFFIX_LENGTH = ".95percentile".length();

  private final int maxContexts;
  private Enricher enricher;
  private final Telemetry telemetry;
  private final Map<RawKey, Spelling> spellings = new HashMap<>();
  private final Map<ContextKey, Context> contexts = new HashMap<>();
  private final RawKey probe = new RawKey();

  ContextTable(int maxContexts, Enricher enricher, Telemetry telemetry) {
    this.maxContexts = maxContexts;
    this.enricher = enricher;
    this.telemetry = telemetry;
  }

  /** The context of a message; null, with the reason counted, when it has none. */
  @Nullable Context find(MetricLine line, long seenSeconds) {
    probe.pointAt(line);
    Spelling known = spellings.get(probe);
    Spelling spelling = known != null ? known : resolve(line);
    if (spelling == null) {
      return null;
    }
    spelling.lastSeenSeconds = seenSeconds;
    Context context = spelling.context;
    if (context == null) {
      telemetry.add(SelfMetric.MESSAGES_FILTERED_METRIC_FILTERLIST, 1);
      telemetry.add(SelfMetric.SAMPLES_FILTERED_METRIC_FILTERLIST, line.valueCount());
      return null;
    }
    if (spelling.emptyTags > 0) {
      telemetry.add(SelfMetric.TAGS_DROPPED_EMPTY, spelling.emptyTags);
    }
    context.seen(seenSeconds);
    return context;
  }

  /** The context of one of the sidecar's own counts; they are few, so no limit applies to them. */
  Context findOwnCount(String name, List<String> tags, long seenSeconds) {
    Enriched own = enricher.enrichOwn(name, tags);
    String usableName = MetricName.normalise(own.name(), MetricName.MAX_LENGTH);
    ContextKey key =
        new ContextKey(MetricType.COUNT, usableName, TagSet.of(own.tags()).tags(), own.host());
    Context context = contexts.computeIfAbsent(key, Context::new);
    context.seen(seenSeconds);
    return context;
  }

  void forEach(Consumer<Context> visitor) {
    contexts.values().forEach(visitor);
  }

  /** Forgets what was not seen since the given second. */
  void forget(long beforeSeconds) {
    // A context is seen whenever a spelling of it is, so no spelling outlives its context.
    spellings.values().removeIf(spelling -> spelling.lastSeenSeconds < beforeSeconds);
    contexts.values().removeIf(context -> context.lastSeenSeconds() < beforeSeconds);
  }

  /** Forgets what became of each spelling; contexts stay. */
  void enrichWith(Enricher newEnricher) {
    enricher = newEnricher;
    spellings.clear();
  }

  private @Nullable Spelling resolve(MetricLine line) {
    Enrichment enrichment = enricher.enrich(line.type(), line.name(), line.tags(), "");
    return enrichment instanceof Enriched enriched
        ? resolve(line, enriched)
        : remember(new Spelling(null, 0));
  }

  private @Nullable Spelling resolve(MetricLine line, Enriched enriched) {
    String name = MetricName.normalise(enriched.name(), maxNameLength(line.type()));
    if (name.isEmpty()) {
      telemetry.add(SelfMetric.MESSAGES_REJECTED_UNUSABLE_NAME, 1);
      return null;
    }
    TagSet tags = TagSet.of(enriched.tags());
    ContextKey key = new ContextKey(line.type(), name, tags.tags(), enriched.host());
    if (contexts.size() >= maxContexts && !contexts.containsKey(key)) {
      telemetry.add(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT, line.valueCount());
      return null;
    }
    Context context = contexts.computeIfAbsent(key, Context::new);
    return remember(new Spelling(context, tags.emptyTags()));
  }

  /** Keeps what became of the message's spelling, if there is room. */
  private Spelling remember(Spelling spelling) {
    if (spellings.size() < maxContexts && probe.lengthBytes() <= MAX_KNOWN_BYTES) {
      spellings.put(probe.copy(), spelling);
    }
    return spelling;
  }

  private static int maxNameLength(MetricType type) {
    return switch (type) {
      case HISTOGRAM, TIMING -> MetricName.MAX_LENGTH - MAX_SUFFIX_LENGTH;
      case COUNT, GAUGE, DISTRIBUTION, SET -> MetricName.MAX_LENGTH;
    };
  }

  /** One way in which senders write a context; without a context, one that is filtered. */
  private static final class Spelling {
    final @Nullable Context context;
    final int emptyTags;
    long lastSeenSeconds;

    Spelling(@Nullable Context context, int emptyTags) {
      this.context = context;
      this.emptyTags = emptyTags;
    }
  }
}
