package io.tagalong.metrics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What did not arrive, counted by reason; the first loss of each reason is logged, then one line a
 * minute at most. Any thread adds and reads.
 */
final class Losses {
  /** Why a sample, a series or an event was lost. */
  enum Reason {
    NOT_A_NUMBER("its value, its sample rate or the sum of it is no finite number"),
    NO_NAME("an event has no title, or nothing of a name is left in Datadog's form"),
    BACKEND_FAILED("the backend has failed"),
    TOO_LONG("it does not fit into one datagram; make texts and tags shorter"),
    TOO_LATE("it came when the application had ended"),
    QUEUE_FULL("the queue of the flush thread is full; take the dogstatsd backend for such loads"),
    TOO_MANY("the window has too many tag sets or values; use fewer tags, or a sample rate"),
    REFUSED("Datadog has refused it; see whether api_key and site belong together"),
    UNDELIVERED("Datadog was not reached for too long, or not before the application ended");

    private final String meaning;

    Reason(String meaning) {
      this.meaning = meaning;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final long QUIET_NANOS = 60_000_000_000L;

  /** How often a reason has applied, and when it may be logged again. Any thread changes both. */
  private static final class Tally {
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong quietUntilNanos;

    Tally(long nowNanos) {
      quietUntilNanos = new AtomicLong(nowNanos);
    }
  }

  private final Logger logger;
  private final LongSupplier nanoTime;

  /** One for each reason; the map itself never changes. */
  private final Map<Reason, Tally> tallies = new EnumMap<>(Reason.class);

  Losses(Logger logger, LongSupplier nanoTime) {
    this.logger = logger;
    this.nanoTime = nanoTime;
    for (Reason reason : Reason.values()) {
      tallies.put(reason, new Tally(nanoTime.getAsLong()));
    }
  }

  void add(Reason reason, long howMany) {
    add(reason, howMany, "");
  }

  /**
   * Counts losses.
   *
   * @param cause for the log, free of secrets; may be empty
   */
  void add(Reason reason, long howMany, String cause) {
    Tally tally = Objects.requireNonNull(tallies.get(reason));
    long sum = tally.count.addAndGet(howMany);
    long now = nanoTime.getAsLong();
    long until = tally.quietUntilNanos.get();
    if (now - until >= 0 && tally.quietUntilNanos.compareAndSet(until, now + QUIET_NANOS)) {
      String why = reason.meaning + (cause.isEmpty() ? "" : " (" + cause + ")");
      logger.log(Level.WARNING, "{0}", "Metrics were lost, " + sum + " so far: " + why);
    }
  }

  /** How many were lost, by reason in lower case; reasons that never applied say 0. */
  Map<String, Long> counts() {
    Map<String, Long> all = new LinkedHashMap<>();
    tallies.forEach((reason, tally) -> all.put(reason.word(), tally.count.get()));
    return Collections.unmodifiableMap(all);
  }
}
