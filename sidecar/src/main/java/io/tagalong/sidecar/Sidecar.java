package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.config.Destination;
import io.tagalong.sidecar.config.Listening;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.deliver.Deliverer;
import io.tagalong.sidecar.deliver.DeliveryClock;
import io.tagalong.sidecar.deliver.DeliveryEnvironment;
import io.tagalong.sidecar.deliver.HttpSettings;
import io.tagalong.sidecar.dogstatsd.ParserOptions;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.listen.BindFailedException;
import io.tagalong.sidecar.listen.Endpoints;
import io.tagalong.sidecar.listen.Listener;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The running sidecar, and the only place that knows how its parts are connected: listener to
 * shard, shard's aggregator to flusher, flusher to outlet.
 *
 * <p>It stops in the direction of the flow, so that nothing is left between two parts: the sockets
 * are read empty and closed, the open bucket is closed, what was handed over is encoded, and what
 * is queued is delivered as far as the budget allows.
 */
public final class Sidecar {

  private static final int LOG_LINES_PER_MINUTE = 1;
  private static final Duration ENCODING_BUDGET = Duration.ofSeconds(5);
  private static final Duration DELIVERY_BUDGET = Duration.ofSeconds(8);

  private final Listener listener;
  private final Shard shard;
  private final Flusher flusher;
  private final Outlet outlet;

  /** Guarded by this object: the shutdown hook and the program itself may both stop. */
  private boolean stopped;

  private Sidecar(Listener listener, Shard shard, Flusher flusher, Outlet outlet) {
    this.listener = listener;
    this.shard = shard;
    this.flusher = flusher;
    this.outlet = outlet;
  }

  /**
   * Starts to listen, aggregate and deliver.
   *
   * @param version as told to the intake
   * @param standardOutput takes the buckets of a dry run
   * @param standardError takes the log
   * @throws UnavailableException when the address is not to be had; nothing is left running then
   */
  public static Sidecar start(
      Settings settings, String version, PrintStream standardOutput, PrintStream standardError)
      throws UnavailableException {
    Clock clock = Clock.systemUTC();
    Log log = new Log(standardError, clock);
    Telemetry telemetry = new Telemetry();
    LimitedLog limitedLog = log.limited(LOG_LINES_PER_MINUTE);
    Outlet outlet = outlet(settings, version, standardOutput, telemetry, log, limitedLog);
    Flusher flusher = new Flusher(outlet, telemetry, limitedLog);
    Aggregator aggregator =
        Aggregator.of(
            settings.aggregation(),
            new Enricher(settings.enrichment(), podTags(settings, log), settings.hostname()),
            telemetry,
            limitedLog,
            clock.instant().getEpochSecond(),
            flusher::flush);
    ParserOptions parserOptions = ParserOptions.DEFAULT.withStrict(settings.strict());
    Shard shard =
        new Shard(
            parserOptions, aggregator, settings.bucketSeconds(), telemetry, limitedLog, clock);
    Listener listener = listener(settings, telemetry, log, shard);
    outlet.start();
    listener.schedule(shard.untilBucketEnds(), () -> endBuckets(listener, shard));
    return new Sidecar(listener, shard, flusher, outlet);
  }

  /** The first UDP address, with the actual port. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** Everything the sidecar listens on, the first UDP address first. */
  public List<String> urls() {
    return listener.urls();
  }

  /** Stops in the direction of the flow; returns when everything has ended. */
  public synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    listener.close();
    shard.close();
    flusher.stop(ENCODING_BUDGET);
    outlet.stop(DELIVERY_BUDGET);
  }

  private static Listener listener(Settings settings, Telemetry telemetry, Log log, Shard shard)
      throws UnavailableException {
    try {
      return Listener.bind(endpoints(settings.listening()), telemetry, log, shard);
    } catch (BindFailedException taken) {
      throw new UnavailableException(taken);
    }
  }

  private static Endpoints endpoints(Listening listening) {
    return new Endpoints(
        listening.hosts().stream()
            .map(host -> new InetSocketAddress(host, listening.port()))
            .toList(),
        listening.datagramSocket(),
        listening.streamSocket());
  }

  /** A pod whose labels cannot be read is served all the same: its metrics matter more. */
  private static List<String> podTags(Settings settings, Log log) {
    try {
      return settings.podLabels().tags();
    } catch (IOException unreadable) {
      log.warn(
          "No tags come from the pod's labels, because their file cannot be read: "
              + unreadable
              + ". Make it readable and restart, or set DD_ENV, DD_SERVICE and DD_VERSION.");
      return List.of();
    }
  }

  private static Outlet outlet(
      Settings settings,
      String version,
      PrintStream standardOutput,
      Telemetry telemetry,
      Log log,
      LimitedLog limitedLog) {
    if (settings.destination() instanceof Destination.Intakes intakes) {
      DeliveryEnvironment environment =
          new DeliveryEnvironment(
              DeliveryClock.system(),
              () -> ThreadLocalRandom.current().nextLong(),
              telemetry,
              log,
              limitedLog);
      HttpSettings http =
          new HttpSettings(
              "tagalong-sidecar/" + version, HttpSettings.DEADLINE, settings.delivery().network());
      return new IntakeOutlet(
          settings.delivery().encoding(),
          Deliverer.toIntakes(
              intakes.endpoints(),
              http,
              settings.maxQueueBytes(),
              settings.delivery().spool(),
              environment));
    }
    return new DryRunOutlet(settings.delivery().encoding(), standardOutput);
  }

  /** Repeats at every bucket's end, also after one that failed. */
  private static void endBuckets(Listener listener, Shard shard) {
    try {
      listener.countKernelDrops();
      shard.endBucket();
    } finally {
      listener.schedule(shard.untilBucketEnds(), () -> endBuckets(listener, shard));
    }
  }
}
