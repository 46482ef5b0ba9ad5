package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.aggregate.Naming.Named;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.Enrichment;
import io.tagalong.sidecar.enrich.Enrichment.Enriched;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All contexts, found by what senders write.
 *
 * <p>Two maps. The first goes from the raw bytes of a message to its context and answers nearly
 * every time, without building a String. The second goes from the key to the context, so that
 * spellings which Datadog treats as equal (order and case of tags) share one. A spelling is
 * enriched and named once and then known, also as one that is filtered.
 *
 * <p>Memory is bounded: both maps by the maximum of contexts, a remembered spelling by {@value
 * #MAX_KNOWN_BYTES} bytes. A message beyond these bounds is still counted if its context exists; it
 * is only slower to find. What was not seen for a while is forgotten by {@link #forget}.
 *
 * <p>A new context over the limit in all, or over that of its metric, is not made. Its samples go
 * to the metric's overflow context, so that the metric's total stays right; only a metric of which
 * there is no context at all finds no place then. Overflow contexts count against no limit: there
 * are never more of them than of the others. The distribution that copies a histogram and the
 * sidecar's own counts are always made. Spellings that overflow are not remembered, so they get
 * contexts of their own as soon as there is room.
 *
 * <p>Threads: owned by the aggregator's thread. <em>Hot.</em>
 */
final class ContextTable {
  private static final int MAX_KNOWN_BYTES = 4096;

  private final AggregatorSettings settings;
  private final Naming naming;
  private Enricher enricher;
  private final Telemetry telemetry;
  private final LimitedLog log;
  private final Map<RawKey, Spelling> spellings = new HashMap<>();
  private final Map<ContextKey, Context> contexts = new HashMap<>();
  private final Map<ContextKey, Context> overflows = new HashMap<>();

  /** How many contexts each metric has; the key is without tags. */
  private final Map<ContextKey, Integer> contextsPerMetric = new HashMap<>();

  private final RawKey probe = new RawKey();
  private SelfMetric counter = SelfMetric.SAMPLES;

  ContextTable(
      AggregatorSettings settings,
      Naming naming,
      Enricher enricher,
      Telemetry telemetry,
      LimitedLog log) {
    this.settings = settings;
    this.naming = naming;
    this.enricher = enricher;
    this.telemetry = telemetry;
    this.log = log;
  }

  /** The context of a message; null, with the reason counted, when it has none. */
  @Nullable Context find(MetricLine line, long seenSeconds) {
    probe.pointAt(line);
    Spelling spelling = spellings.get(probe);
    if (spelling == null) {
      return resolve(line, seenSeconds);
    }
    spelling.lastSeenSeconds = seenSeconds;
    return spelling.context == null
        ? filtered(line)
        : found(spelling.context, spelling.emptyTags, SelfMetric.SAMPLES, seenSeconds);
  }

  /** Under which name the samples of the message that was looked for last are to be counted. */
  SelfMetric counter() {
    return counter;
  }

  /** The context of one of the sidecar's own counts; they are few, so no limit applies to them. */
  Context findOwnCount(String name, List<String> tags, long seenSeconds) {
    ContextKey key = naming.nameCount(enricher.enrichOwn(name, tags));
    Context context = findOrOpen(key);
    context.seen(seenSeconds);
    return context;
  }

  /** Forgets what was not seen since the given second. */
  void forget(long beforeSeconds) {
    // A context is seen whenever a spelling of it is, so no spelling outlives its context.
    spellings.values().removeIf(spelling -> spelling.lastSeenSeconds < beforeSeconds);
    overflows.values().removeIf(context -> context.lastSeenSeconds() < beforeSeconds);
    contexts.values().removeIf(context -> forgotten(context, beforeSeconds));
  }

  /** Forgets what became of each spelling; contexts stay. */
  void enrichWith(Enricher newEnricher) {
    enricher = newEnricher;
    spellings.clear();
  }

  private boolean forgotten(Context context, long beforeSeconds) {
    if (context.lastSeenSeconds() >= beforeSeconds) {
      return false;
    }
    contextsPerMetric.computeIfPresent(
        context.key().withoutTags(), (metric, count) -> count == 1 ? null : count - 1);
    return true;
  }

  private @Nullable Context resolve(MetricLine line, long seenSeconds) {
    Enrichment enrichment = enricher.enrich(line.type(), line.name(), line.tags(), "");
    if (enrichment instanceof Enriched enriched) {
      return resolve(line, enriched, seenSeconds);
    }
    remember(new Spelling(null, 0, seenSeconds));
    return filtered(line);
  }

  private @Nullable Context resolve(MetricLine line, Enriched enriched, long seenSeconds) {
    Named named = naming.name(line.type(), enriched);
    ContextKey key = named.key();
    if (key.name().isEmpty()) {
      telemetry.add(SelfMetric.MESSAGES_REJECTED_UNUSABLE_NAME, 1);
      telemetry.add(SelfMetric.SAMPLES_DROPPED_UNUSABLE_NAME, line.valueCount());
      return null;
    }
    SelfMetric limit = known(key) ? null : limitReached(key);
    if (limit != null) {
      Context overflow = overflow(key, line, limit);
      return overflow == null ? null : found(overflow, named.emptyTags(), limit, seenSeconds);
    }
    Context context = findOrOpen(key);
    copyToDistribution(context, line.type());
    remember(new Spelling(context, named.emptyTags(), seenSeconds));
    return found(context, named.emptyTags(), SelfMetric.SAMPLES, seenSeconds);
  }

  /** Keeps what became of the message's spelling, if there is room. */
  private void remember(Spelling spelling) {
    if (spellings.size() < settings.maxContexts() && probe.lengthBytes() <= MAX_KNOWN_BYTES) {
      spellings.put(probe.copy(), spelling);
    }
  }

  /** Counts a message that the rules leave out; it has no context. */
  private @Nullable Context filtered(MetricLine line) {
    telemetry.add(SelfMetric.MESSAGES_FILTERED_METRIC_FILTERLIST, 1);
    telemetry.add(SelfMetric.SAMPLES_FILTERED_METRIC_FILTERLIST, line.valueCount());
    return null;
  }

  private Context found(Context context, int emptyTags, SelfMetric countUnder, long seenSeconds) {
    if (emptyTags > 0) {
      telemetry.add(SelfMetric.TAGS_DROPPED_EMPTY, emptyTags);
    }
    counter = countUnder;
    context.seen(seenSeconds);
    return context;
  }

  private boolean known(ContextKey key) {
    return contexts.containsKey(key) || overflows.containsKey(key);
  }

  private Context findOrOpen(ContextKey key) {
    Context overflow = overflows.get(key);
    return overflow != null ? overflow : contexts.computeIfAbsent(key, this::open);
  }

  private Context open(ContextKey key) {
    contextsPerMetric.merge(key.withoutTags(), 1, Integer::sum);
    return new Context(key);
  }

  /** Under which counter a sample of a new context overflows; null when there is room for it. */
  private @Nullable SelfMetric limitReached(ContextKey key) {
    if (contexts.size() >= settings.maxContexts()) {
      return SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_LIMIT;
    }
    int ofMetric = contextsPerMetric.getOrDefault(key.withoutTags(), 0);
    return ofMetric < settings.maxContextsPerMetric()
        ? null
        : SelfMetric.SAMPLES_OVERFLOWED_METRIC_LIMIT;
  }

  private @Nullable Context overflow(ContextKey key, MetricLine line, SelfMetric limit) {
    boolean place = contextsPerMetric.containsKey(key.withoutTags());
    log.warn(limit.id(), () -> warning(key.name(), place, limit));
    if (!place) {
      telemetry.add(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT, line.valueCount());
      return null;
    }
    ContextKey overflowKey = key.overflowing();
    Context sendersOwn = contexts.get(overflowKey);
    Context overflow =
        sendersOwn != null ? sendersOwn : overflows.computeIfAbsent(overflowKey, Context::new);
    copyToDistribution(overflow, line.type());
    return overflow;
  }

  private String warning(String metric, boolean place, SelfMetric limit) {
    String what =
        place
            ? "New tags of " + metric + " go to its series tagged " + ContextKey.OVERFLOW_TAG
            : "Dropped a sample of the new metric " + metric;
    return limit == SelfMetric.SAMPLES_OVERFLOWED_METRIC_LIMIT
        ? what
            + " because it has %d contexts; send fewer tag values or raise %s"
                .formatted(settings.maxContextsPerMetric(), "TAGALONG_MAX_CONTEXTS_PER_METRIC")
        : what
            + " because there are %d contexts in all; send fewer tag values or raise %s"
                .formatted(settings.maxContexts(), "TAGALONG_MAX_CONTEXTS");
  }

  private void copyToDistribution(Context context, MetricType type) {
    boolean histogram = type == MetricType.HISTOGRAM || type == MetricType.TIMING;
    if (histogram && context.distributionCopy() == null) {
      settings
          .histograms()
          .distributionPrefix()
          .map(prefix -> naming.distributionOf(context.key(), prefix))
          .map(this::findOrOpen)
          .ifPresent(context::copyTo);
    }
  }

  /** One way in which senders write a context; without a context, one that is filtered. */
  private static final class Spelling {
    final @Nullable Context context;
    final int emptyTags;
    long lastSeenSeconds;

    Spelling(@Nullable Context context, int emptyTags, long seenSeconds) {
      this.context = context;
      this.emptyTags = emptyTags;
      lastSeenSeconds = seenSeconds;
    }
  }
}
