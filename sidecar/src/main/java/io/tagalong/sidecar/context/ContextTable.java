package io.tagalong.sidecar.context;

import io.tagalong.sidecar.context.Naming.Named;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.Enrichment;
import io.tagalong.sidecar.enrich.Enrichment.Enriched;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.telemetry.Lane;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All contexts, found by what senders write.
 *
 * <p>Two tables. The {@link SpellingTable} goes from the raw bytes of a message to its context and
 * answers nearly every time, without building a String. The {@link ContextIndex} goes from the key
 * to the context, so that spellings which Datadog treats as equal (order and case of tags) share
 * one. A spelling is enriched and named once and then known, also as one that is filtered.
 *
 * <p>Memory is bounded: both tables by the maximum of contexts, and {@link KeyTexts} by one of
 * bytes. A message beyond it is still counted if its context exists; it is only slower to find.
 * What was not seen for a while is forgotten. To go through a million contexts takes too long while
 * datagrams wait, so a part of the tables is cleaned at each bucket's end, and more when room is
 * needed; what is still there by then, but should not, is not found.
 *
 * <p>A new context over a limit is not made. Its samples go to the metric's {@linkplain Overflows
 * overflow} context; only a metric of which there is no context at all finds no place then. The
 * distribution that copies a histogram and the sidecar's own metrics are always made. Spellings
 * that overflow are not remembered, so they get contexts of their own as soon as there is room.
 *
 * <p>Times are kept as seconds since the process began, for which an int is enough.
 *
 * <p>Threads: owned by the aggregator's thread. <em>Hot.</em>
 */
public final class ContextTable {
  private static final int SEGMENTS = SpellingTable.SEGMENTS;

  /** So that all segments are cleaned within sixteen buckets. */
  private static final int SEGMENTS_CLEANED_AT_ONCE = 4;

  /** Up to here, cleaning all segments takes about a millisecond. */
  private static final int FEW_CONTEXTS = 20_000;

  private final ContextLimits limits;
  private final Naming naming;
  private Enricher enricher;
  private HistogramRules histograms;
  private final Lane lane;
  private final long baseSeconds;
  private final SpellingTable spellings = new SpellingTable();
  private final ContextIndex contexts = new ContextIndex();
  private final Metrics metrics = new Metrics();
  private final KeyTexts texts = new KeyTexts();
  private final Overflows overflows;

  private SelfMetric counter = SelfMetric.SAMPLES;

  /** What was last seen before this is forgotten, whether it was removed already or not. */
  private int forgetBeforeSeconds = Integer.MIN_VALUE + 1;

  private int nextToClean;
  private int uncleaned;

  /**
   * A table without contexts.
   *
   * @param nowSeconds Unix time
   */
  public ContextTable(
      ContextLimits limits,
      Naming naming,
      Enricher enricher,
      HistogramRules histograms,
      Lane lane,
      LimitedLog log,
      long nowSeconds) {
    this.limits = limits;
    this.naming = naming;
    this.enricher = enricher;
    this.histograms = histograms;
    this.lane = lane;
    overflows = new Overflows(limits, metrics, log);
    baseSeconds = nowSeconds;
  }

  /** The context of a message; null, with the reason counted, when it has none. */
  public @Nullable Context find(MetricLine line, long seenSeconds) {
    int seen = relative(seenSeconds);
    if (!spellings.seek(line)) {
      return resolve(line, seen);
    }
    Context context = spellings.context();
    if (context != null && context.lastSeenSeconds() < forgetBeforeSeconds) {
      return resolve(line, seen);
    }
    spellings.seen(seen);
    return context == null
        ? filtered(line)
        : found(context, spellings.emptyTags(), SelfMetric.SAMPLES, seen);
  }

  /** Under which name the samples of the message that was looked for last are to be counted. */
  public SelfMetric counter() {
    return counter;
  }

  /** The context of a metric of the sidecar itself; they are few, so no limit applies to them. */
  public Context findOwn(MetricType type, String name, List<String> tags, long seenSeconds) {
    ContextKey key = naming.name(type, enricher.enrichOwn(name, tags)).key();
    Context context = findOrOpen(key);
    context.seen(relative(seenSeconds));
    return context;
  }

  /** Forgets what was not seen since the given second. */
  public void forget(long beforeSeconds) {
    forgetBeforeSeconds = relative(beforeSeconds);
    uncleaned = SEGMENTS;
    overflows.forget(forgetBeforeSeconds);
    clean(SEGMENTS_CLEANED_AT_ONCE);
  }

  /** Whether a context was not seen since the second of the last {@link #forget}. */
  public boolean isForgotten(Context context) {
    return context.lastSeenSeconds() < forgetBeforeSeconds;
  }

  /** Forgets what became of each spelling; contexts stay. */
  public void enrichWith(Enricher newEnricher, HistogramRules newHistograms) {
    enricher = newEnricher;
    histograms = newHistograms;
    spellings.clear();
  }

  /** Cleans the given number of segments, but none a second time before time has gone on. */
  private void clean(int segments) {
    for (int i = 0; i < segments && uncleaned > 0; i++) {
      spellings.clean(nextToClean, forgetBeforeSeconds);
      contexts.clean(nextToClean, forgetBeforeSeconds, this::leave);
      nextToClean = (nextToClean + 1) % SEGMENTS;
      uncleaned--;
    }
  }

  private void leave(Context context) {
    metrics.leave(context.metric());
    texts.giveBack(context);
    context.forget();
  }

  private @Nullable Context resolve(MetricLine line, int seen) {
    Enrichment enrichment = enricher.enrich(line.type(), line.name(), line.tags(), "");
    if (enrichment instanceof Enriched enriched) {
      return resolve(line, enriched, seen);
    }
    remember(line, null, 0, seen);
    return filtered(line);
  }

  private @Nullable Context resolve(MetricLine line, Enriched enriched, int seen) {
    Named named = naming.name(line.type(), enriched);
    ContextKey key = named.key();
    if (key.name().isEmpty()) {
      lane.add(SelfMetric.MESSAGES_REJECTED_UNUSABLE_NAME, 1);
      lane.add(SelfMetric.SAMPLES_DROPPED_UNUSABLE_NAME, line.valueCount());
      return null;
    }
    SelfMetric limit = known(key) ? null : limitReachedAfterCleaning(key);
    if (limit != null) {
      Context overflow = overflow(key, line, limit);
      return overflow == null ? null : found(overflow, named.emptyTags(), limit, seen);
    }
    Context context = findOrOpen(key);
    settleHistogram(context, line.type());
    remember(line, context, named.emptyTags(), seen);
    return found(context, named.emptyTags(), SelfMetric.SAMPLES, seen);
  }

  /** Keeps what became of the message's spelling, if there is room. */
  private void remember(MetricLine line, @Nullable Context context, int emptyTags, int seen) {
    if (spellings.seek(line)) {
      spellings.replace(context, seen);
    } else if (spellings.size() < limits.maxContexts() && emptyTags <= KeyArena.MAX_EMPTY_TAGS) {
      spellings.add(line, context, emptyTags, seen);
    }
  }

  /** Counts a message that the rules leave out; it has no context. */
  private @Nullable Context filtered(MetricLine line) {
    lane.add(SelfMetric.MESSAGES_FILTERED_METRIC_FILTERLIST, 1);
    lane.add(SelfMetric.SAMPLES_FILTERED_METRIC_FILTERLIST, line.valueCount());
    return null;
  }

  private Context found(Context context, int emptyTags, SelfMetric countUnder, int seen) {
    if (emptyTags > 0) {
      lane.add(SelfMetric.TAGS_DROPPED_EMPTY, emptyTags);
    }
    counter = countUnder;
    context.seen(seen);
    return context;
  }

  private boolean known(ContextKey key) {
    return contexts.find(key) != null || overflows.find(key) != null;
  }

  private Context findOrOpen(ContextKey key) {
    Context overflow = overflows.find(key);
    Context known = overflow != null ? overflow : contexts.find(key);
    if (known != null) {
      return known;
    }
    ContextKey shared = texts.take(key);
    Context context = new Context(metrics.join(shared), shared.tags(), shared.hashCode());
    contexts.add(context);
    return context;
  }

  private @Nullable SelfMetric limitReachedAfterCleaning(ContextKey key) {
    SelfMetric limit = limitReached(key);
    if (limit != null && uncleaned > 0) {
      clean(contexts.size() <= FEW_CONTEXTS ? SEGMENTS : SEGMENTS_CLEANED_AT_ONCE);
      return limitReached(key);
    }
    return limit;
  }

  /** Under which counter a sample of a new context overflows; null when there is room for it. */
  private @Nullable SelfMetric limitReached(ContextKey key) {
    if (contexts.size() >= limits.maxContexts()) {
      return SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_LIMIT;
    }
    if (texts.bytes() >= limits.maxTextBytes()) {
      return SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_BYTES;
    }
    return metrics.contextsOf(key) < limits.maxContextsPerMetric()
        ? null
        : SelfMetric.SAMPLES_OVERFLOWED_METRIC_LIMIT;
  }

  private @Nullable Context overflow(ContextKey key, MetricLine line, SelfMetric limit) {
    ContextKey standIn = overflows.standIn(key, limit);
    if (standIn == null) {
      lane.add(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT, line.valueCount());
      return null;
    }
    Context sendersOwn = contexts.find(standIn);
    Context overflow = sendersOwn != null ? sendersOwn : overflows.findOrOpen(standIn);
    settleHistogram(overflow, line.type());
    return overflow;
  }

  /** Settles what a histogram becomes, which new rules may have changed. */
  private void settleHistogram(Context context, MetricType type) {
    if (type == MetricType.HISTOGRAM || type == MetricType.TIMING) {
      context.metric().settle(histograms);
      context.copyTo(
          context
              .histograms()
              .distribution(context.name())
              .map(name -> naming.distributionOf(context.key(), name))
              .map(this::findOrOpen)
              .orElse(null));
    }
  }

  private int relative(long seconds) {
    return (int) (seconds - baseSeconds);
  }
}
