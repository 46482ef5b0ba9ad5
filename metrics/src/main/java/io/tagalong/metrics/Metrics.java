package io.tagalong.metrics;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of an application. Where they go is a setting, {@code TAGALONG_METRICS_BACKEND} or {@code
 * SENTRY_METRICS_BACKEND}; without one they go nowhere.
 *
 * <pre>{@code
 * Metrics.incr("login.attempt", 1, Details.none().instance("failure"));
 * Metrics.timing("events.latency", millis, Details.none().tag("from_relay", true));
 * try (Timer timer = Metrics.timer("jobs.refresh")) {
 *   refresh();
 *   timer.succeeded();
 * }
 * }</pre>
 *
 * <p>Any thread may call. Nothing that happens behind a call reaches the caller: what is lost is
 * counted ({@link #losses}) and logged. The only exception is an {@link IllegalArgumentException}
 * for a bad tag where {@code DISALLOW_BAD_TAGS} asks for it. Settings are read once, at the first
 * call.
 */
public final class Metrics {
  private static final Logger LOGGER = Logger.getLogger("io.tagalong.metrics");
  private static final Recorder RECORDER = start();

  private Metrics() {}

  private static Recorder start() {
    Losses losses = new Losses(LOGGER, System::nanoTime);
    Recorder recorder;
    try {
      Settings settings = new Settings(System::getProperty, System::getenv);
      recorder = recorder(settings, new Backends(settings, losses, LOGGER).create(), losses);
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.SEVERE, "{0}", "No metrics are sent: " + e.getMessage());
      Settings defaults = new Settings(name -> null, name -> null);
      recorder = recorder(defaults, new DummyBackend(), losses);
    }
    closeAtEnd(recorder);
    return recorder;
  }

  private static void closeAtEnd(Recorder recorder) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(recorder::close, "tagalong-metrics-stop"));
    } catch (IllegalStateException e) {
      LOGGER.log(
          Level.WARNING,
          "The first metric comes as the application ends; the backend 'datadog' may have no time"
              + " to send it. Record one earlier.");
    }
  }

  private static Recorder recorder(Settings settings, Backend backend, Losses losses) {
    return new Recorder(
        settings,
        backend,
        losses,
        () -> ThreadLocalRandom.current().nextDouble(),
        System::nanoTime);
  }

  /** Counts one. */
  public static void incr(String key) {
    incr(key, 1, Details.none());
  }

  /** Counts an amount, which may be negative. */
  public static void incr(String key, double amount) {
    incr(key, amount, Details.none());
  }

  /** Counts an amount, which may be negative. */
  public static void incr(String key, double amount, Details details) {
    RECORDER.record(Sample.Kind.INCR, key, amount, details);
  }

  /** Records how long something took, in milliseconds. */
  public static void timing(String key, double millis) {
    timing(key, millis, Details.none());
  }

  /** Records how long something took, in milliseconds. */
  public static void timing(String key, double millis, Details details) {
    RECORDER.record(Sample.Kind.TIMING, key, millis, details);
  }

  /** Says how much of something there is now; of several in an interval, the last one holds. */
  public static void gauge(String key, double value) {
    gauge(key, value, Details.none());
  }

  /** Says how much of something there is now; of several in an interval, the last one holds. */
  public static void gauge(String key, double value, Details details) {
    RECORDER.record(Sample.Kind.GAUGE, key, value, details);
  }

  /** Records one of many values, in any unit, whose average and percentiles matter. */
  public static void distribution(String key, double value) {
    distribution(key, value, Details.none());
  }

  /** Records one of many values, in any unit, whose average and percentiles matter. */
  public static void distribution(String key, double value, Details details) {
    RECORDER.record(Sample.Kind.DISTRIBUTION, key, value, details);
  }

  /** Says that something happened. */
  public static void event(Event event) {
    event(event, Details.none());
  }

  /** Says that something happened; events are never sampled. */
  public static void event(Event event, Details details) {
    RECORDER.event(event, details);
  }

  /** Begins to measure; close it to record. */
  public static Timer timer(String key) {
    return timer(key, Details.none());
  }

  /** Begins to measure; close it to record. */
  public static Timer timer(String key, Details details) {
    return RECORDER.timer(key, details);
  }

  /**
   * Measures a piece of work, as {@link Timer} does: a success, unless it throws.
   *
   * @return what the work returns
   * @throws Exception what the work throws
   */
  public static <T extends @Nullable Object> T timed(String key, Callable<T> work)
      throws Exception {
    try (Timer timer = timer(key)) {
      T result = work.call();
      timer.succeeded();
      return result;
    }
  }

  /** Tags for whatever this thread calls until the scope is closed; a call's own go over them. */
  public static TagScope globalTags(Map<String, ? extends @Nullable Object> tags) {
    return RECORDER.globalTags().add(tags);
  }

  /** Tags for whatever any thread calls until the scope is closed; all others go over them. */
  public static TagScope globalTagsOfAllThreads(Map<String, ? extends @Nullable Object> tags) {
    return RECORDER.globalTags().addForAllThreads(tags);
  }

  /**
   * The sums of what was counted with {@link Details#skipInternal skipInternal(false)}, whatever
   * the backend, by key, or {@code key.instance}; at most 1000, further ones as {@code overflow}.
   */
  public static Map<String, Long> internalCounts() {
    return RECORDER.internalCounts();
  }

  /** How much was lost since the start, by reason: 0 for each, if all is well. */
  public static Map<String, Long> losses() {
    return RECORDER.losses();
  }
}
