package io.tagalong.metrics;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What happens to each call, whatever the backend: global tags, bad tags, sampling, the internal
 * counts, and a guard around the backend. Any thread calls.
 *
 * <p>A call is drawn once, before the backends: so both of a composite agree, and so does the
 * internal count. The rate travels along, and whoever adds up scales by it.
 */
final class Recorder implements AutoCloseable {
  private static final String INTERNAL = "internal_metrics.incr";
  private static final double NANOS_PER_SECOND = 1e9;

  private final Settings settings;
  private final Backend backend;
  private final BadTags badTags;
  private final Losses losses;
  private final DoubleSupplier random;
  private final LongSupplier nanoTime;
  private final GlobalTags globalTags = new GlobalTags();
  private final InternalCounts internal = new InternalCounts();

  /**
   * @param random from 0 to below 1
   */
  Recorder(
      Settings settings,
      Backend backend,
      Losses losses,
      DoubleSupplier random,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.backend = backend;
    this.badTags = new BadTags(settings.disallowsBadTags(), settings.badTagsAllowedFor());
    this.losses = losses;
    this.random = random;
    this.nanoTime = nanoTime;
  }

  GlobalTags globalTags() {
    return globalTags;
  }

  Map<String, Long> internalCounts() {
    return internal.sums();
  }

  Map<String, Long> losses() {
    return losses.counts();
  }

  /** Records one sample, if it is drawn. */
  void record(Sample.Kind kind, String key, double value, Details details) {
    Map<String, String> tags = badTags.filter(key, globalTags.under(details.tags()));
    double rate = details.sampleRateOr(settings.sampleRate());
    if (rate < 1 && random.getAsDouble() < 1 - rate) {
      return;
    }
    if (!Double.isFinite(value) || Double.isNaN(rate)) {
      losses.add(Losses.Reason.NOT_A_NUMBER, 1);
      return;
    }
    double shownRate = Math.min(rate, 1);
    give(new Sample(kind, key, value, tags, details.instance(), shownRate));
    if (kind == Sample.Kind.INCR && isInternal(key, details)) {
      String instance = details.instance();
      internal.add(instance == null ? key : key + '.' + instance, (long) (value / shownRate));
      give(new Sample(kind, INTERNAL, 1, Collections.emptyMap(), key, shownRate));
    }
  }

  private boolean isInternal(String key, Details details) {
    return !settings.skipsAllInternal()
        && !details.skipInternal()
        && !Prefixes.begins(key, settings.skipInternalPrefixes());
  }

  private void give(Sample sample) {
    try {
      backend.record(sample);
    } catch (IOException | RuntimeException e) {
      losses.add(Losses.Reason.BACKEND_FAILED, 1, e.toString());
    }
  }

  /** Gives an event on; events are never sampled. */
  void event(Event event, Details details) {
    Map<String, String> tags = badTags.filter(event.title(), globalTags.under(details.tags()));
    if (event.title().trim().isEmpty()) {
      losses.add(Losses.Reason.NO_NAME, 1);
      return;
    }
    try {
      backend.event(event, tags, details.instance());
    } catch (IOException | RuntimeException e) {
      losses.add(Losses.Reason.BACKEND_FAILED, 1, e.toString());
    }
  }

  Timer timer(String key, Details details) {
    return new Timer(this, key, details, nanoTime.getAsLong());
  }

  void stop(String key, long startNanos, Details details) {
    double seconds = (nanoTime.getAsLong() - startNanos) / NANOS_PER_SECOND;
    record(Sample.Kind.TIMER, key, seconds, details);
  }

  /** Delivers what the backend still holds. */
  @Override
  public void close() {
    backend.close();
  }
}
