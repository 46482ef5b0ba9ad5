package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.config.Destination;
import io.tagalong.sidecar.config.Listening;
import io.tagalong.sidecar.config.LoadedSettings;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.config.SettingsSource;
import io.tagalong.sidecar.deliver.Deliverer;
import io.tagalong.sidecar.deliver.DeliveryClock;
import io.tagalong.sidecar.deliver.IntakeClient;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.listen.BindFailedException;
import io.tagalong.sidecar.listen.Endpoints;
import io.tagalong.sidecar.listen.ListenLoop;
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
import java.util.Optional;
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
  private final Optional<Reloader> reloader;

  /** Guarded by this object: the shutdown hook and the program itself may both stop. */
  private boolean stopped;

  private Sidecar(
      Listener listener, Shard shard, Flusher flusher, Outlet outlet, Optional<Reloader> reloader) {
    this.reloader = reloader;
    this.listener = listener;
    this.shard = shard;
    this.flusher = flusher;
    this.outlet = outlet;
  }

  /** Starts with settings that never change; see the other method. */
  public static Sidecar start(
      Settings settings, String version, PrintStream standardOutput, PrintStream standardError)
      throws UnavailableException {
    return start(settings, Optional.empty(), version, standardOutput, standardError);
  }

  /** Starts with settings whose file is read again when it changes; see the other method. */
  public static Sidecar start(
      SettingsSource source,
      LoadedSettings loaded,
      String version,
      PrintStream standardOutput,
      PrintStream standardError)
      throws UnavailableException {
    Optional<Reloading> reloading = Optional.of(new Reloading(source, loaded));
    return start(loaded.settings(), reloading, version, standardOutput, standardError);
  }

  /** Where changed settings are to be found, and what they were at first. */
  private record Reloading(SettingsSource source, LoadedSettings atStart) {}

  /**
   * Starts to listen, aggregate and deliver.
   *
   * @param version as told to the intake
   * @param standardOutput takes the buckets of a dry run
   * @param standardError takes the log
   * @throws UnavailableException when the address is not to be had; nothing is left running then
   */
  private static Sidecar start(
      Settings settings,
      Optional<Reloading> reloading,
      String version,
      PrintStream standardOutput,
      PrintStream standardError)
      throws UnavailableException {
    Clock clock = Clock.systemUTC();
    Log log = new Log(standardError, clock);
    Telemetry telemetry = new Telemetry();
    LimitedLog limitedLog = log.limited(LOG_LINES_PER_MINUTE);
    Outlet outlet = outlet(settings, version, standardOutput, telemetry, log, limitedLog);
    Flusher flusher = new Flusher(outlet, telemetry, limitedLog);
    Enricher enricher = enricher(settings, settings.hostname(), log);
    if (settings.warmUp()) {
      warmUp(settings, enricher, clock, log);
    }
    Shard shard = shard(settings, enricher, telemetry, limitedLog, clock, flusher);
    Listener listener = listener(settings, telemetry, log, shard);
    outlet.start();
    Optional<Reloader> reloader =
        reloading.map(
            from ->
                new Reloader(
                    from.source(),
                    from.atStart(),
                    newer -> takeOver(newer, settings.hostname(), listener, shard, log),
                    telemetry,
                    log));
    Sidecar sidecar = new Sidecar(listener, shard, flusher, outlet, reloader);
    loop(listener).schedule(shard.untilBucketEnds(), sidecar::endBuckets);
    return sidecar;
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
    reloader.ifPresent(Reloader::stop);
    listener.close();
    shard.close();
    flusher.stop(ENCODING_BUDGET);
    outlet.stop(DELIVERY_BUDGET);
  }

  private static Shard shard(
      Settings settings,
      Enricher enricher,
      Telemetry telemetry,
      LimitedLog log,
      Clock clock,
      Flusher flusher) {
    Aggregator aggregator =
        Aggregator.of(
            settings.aggregation(),
            enricher,
            telemetry,
            log,
            clock.instant().getEpochSecond(),
            flusher::flush);
    return new Shard(
        settings.parsing(), aggregator, settings.bucketSeconds(), telemetry, log, clock);
  }

  private static void warmUp(Settings settings, Enricher enricher, Clock clock, Log log) {
    try {
      WarmUp.run(
          (telemetry, silent, flusher) ->
              shard(settings, enricher, telemetry, silent, clock, flusher));
    } catch (IOException failure) {
      log.warn(
          "The sidecar could not warm up, so it is slow in its first second and may lose datagrams"
              + " then: "
              + failure
              + ". It needs a UDP socket on the loopback address; TAGALONG_WARM_UP=false leaves"
              + " this out.");
    }
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
        listening.streamSocket(),
        listening.receiveBufferBytes());
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
    if (settings.destination() instanceof Destination.Intake intake) {
      IntakeClient client =
          new IntakeClient(intake.base(), intake.key().value(), "tagalong-sidecar/" + version);
      return new IntakeOutlet(
          new Deliverer(
              client,
              settings.maxQueueBytes(),
              DeliveryClock.system(),
              () -> ThreadLocalRandom.current().nextLong(),
              telemetry,
              log,
              limitedLog));
    }
    return new DryRunOutlet(standardOutput);
  }

  private static ListenLoop loop(Listener listener) {
    return listener.loops().get(0);
  }

  /** The host stays that of the start: no sample of a bucket should be split over two hosts. */
  private static void takeOver(
      Settings newer, String hostname, Listener listener, Shard shard, Log log) {
    Enricher enricher = enricher(newer, hostname, log);
    loop(listener)
        .execute(() -> shard.apply(newer.parsing(), enricher, newer.aggregation().histograms()));
  }

  private static Enricher enricher(Settings settings, String hostname, Log log) {
    return new Enricher(settings.enrichment(), podTags(settings, log), hostname);
  }

  /** Repeats at every bucket's end, also after one that failed. */
  private void endBuckets() {
    try {
      listener.countKernelDrops();
      shard.endBucket();
      reloader.ifPresent(Reloader::request);
    } finally {
      loop(listener).schedule(shard.untilBucketEnds(), this::endBuckets);
    }
  }
}
