package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.telemetry.Log;
import java.time.Duration;

/**
 * Whether the intake takes an endpoint's key. The intake is asked at the start and every hour;
 * while it refuses the key, nothing is sent, all data is kept, and the intake is asked again every
 * minute with whatever key the source then has. No answer is no verdict: an intake that is down
 * says nothing about the key.
 *
 * <p>Threads: owned by the endpoint's delivery thread.
 */
final class KeyState {

  /** The Agent's {@code forwarder_apikey_validation_interval}. */
  static final Duration CHECK_INTERVAL = Duration.ofHours(1);

  private final String endpoint;
  private final CurrentKey key;
  private final KeyCheck check;
  private final DeliveryClock clock;
  private final Log log;
  private final Breaker breaker = new Breaker();
  private long nextCheckNanos;
  private boolean told;

  KeyState(String endpoint, CurrentKey key, KeyCheck check, DeliveryClock clock, Log log) {
    this.endpoint = endpoint;
    this.key = key;
    this.check = check;
    this.clock = clock;
    this.log = log;
    this.nextCheckNanos = clock.nanos();
  }

  boolean isRefused() {
    return breaker.isFailing();
  }

  /** Zero or less when data may be sent. */
  long nanosUntilOpen() {
    return breaker.nanosUntilOpen(clock.nanos());
  }

  /** Makes the next request go at once. */
  void reopen() {
    breaker.reopen(clock.nanos());
  }

  /** How long until {@link #checkWhenDue} does something. */
  long nanosUntilCheck() {
    return nextCheckNanos - clock.nanos();
  }

  /** Asks the intake when it is time, and at once when a refused key seems to be replaced. */
  void checkWhenDue() throws InterruptedException {
    if (isRefused() && key.looksReplaced()) {
      reopen();
      nextCheckNanos = clock.nanos();
    }
    if (nanosUntilCheck() > 0) {
      return;
    }
    nextCheckNanos = clock.nanos() + CHECK_INTERVAL.toNanos();
    KeyCheck.Verdict verdict = check.check();
    if (verdict == KeyCheck.Verdict.INVALID) {
      refused(403);
    } else if (verdict == KeyCheck.Verdict.VALID) {
      accepted();
    }
  }

  /** The intake refuses the key. A new one is tried at once, the same one after a minute. */
  void refused(int status) throws InterruptedException {
    boolean replaced = key.renew();
    breaker.fail(clock.nanos(), replaced ? Duration.ZERO : Backoff.MAX);
    nextCheckNanos = clock.nanos() + breaker.nanosUntilOpen(clock.nanos());
    if (!told && !replaced) {
      told = true;
      log.error(
          ("%s refuses the API key (status %d): check DD_API_KEY or where else the key comes from,"
                  + " and that the site is the one the key belongs to; data is kept as long as it is"
                  + " of use, and the key is read again and tried every %d s")
              .formatted(endpoint, status, Backoff.MAX.toSeconds()));
    }
  }

  /** The intake takes the key. */
  void accepted() {
    if (isRefused()) {
      if (told) {
        log.info("%s takes the API key again".formatted(endpoint));
      }
      told = false;
      breaker.recover();
      nextCheckNanos = clock.nanos() + CHECK_INTERVAL.toNanos();
    }
  }
}
