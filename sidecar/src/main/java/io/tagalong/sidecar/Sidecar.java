package io.tagalong.sidecar;

import io.tagalong.sidecar.Pipeline.Surroundings;
import io.tagalong.sidecar.config.Listening;
import io.tagalong.sidecar.config.LoadedSettings;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.config.SettingsSource;
import io.tagalong.sidecar.connection.Connections;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.listen.BindFailedException;
import io.tagalong.sidecar.listen.Endpoints;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The running sidecar, and the only place that knows how its parts are connected: listener to
 * shard, shard's aggregator to flusher, flusher to outlet.
 *
 * <p>It stops in the direction of the flow, so that nothing is left between two parts: the sockets
 * are read empty and closed, the open bucket is closed, what was handed over is encoded, and what
 * is queued is delivered as far as the budget allows.
 */
public final class Sidecar {

  /** For everything: Kubernetes kills after 30 s, and others after 10. */
  private static final Duration STOP_BUDGET = Duration.ofSeconds(8);

  /** Delivery gets so much at least, however long encoding took. */
  private static final Duration MIN_DELIVERY_BUDGET = Duration.ofSeconds(2);

  private final Pipeline pipeline;
  private final Optional<HttpReceiver> receiver;
  private final Outlet outlet;
  private final Optional<Reloader> reloader;

  /** Guarded by this object: the shutdown hook and the program itself may both stop. */
  private boolean stopped;

  private Sidecar(
      Pipeline pipeline,
      Optional<HttpReceiver> receiver,
      Outlet outlet,
      Optional<Reloader> reloader) {
    this.pipeline = pipeline;
    this.receiver = receiver;
    this.outlet = outlet;
    this.reloader = reloader;
  }

  /** Starts with settings that never change; see the other method. */
  public static Sidecar start(
      Settings settings, String version, PrintStream standardOutput, PrintStream standardError)
      throws UnavailableException {
    return start(
        settings, Optional.empty(), version, Time.ofTheMachine(), standardOutput, standardError);
  }

  /**
   * Starts with settings whose file is read again when it changes; see the other method.
   *
   * @param time what to go by
   */
  public static Sidecar start(
      SettingsSource source,
      LoadedSettings loaded,
      String version,
      Time time,
      PrintStream standardOutput,
      PrintStream standardError)
      throws UnavailableException {
    Optional<Reloading> reloading = Optional.of(new Reloading(source, loaded));
    return start(loaded.settings(), reloading, version, time, standardOutput, standardError);
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
      Time time,
      PrintStream standardOutput,
      PrintStream standardError)
      throws UnavailableException {
    Log log = new Log(standardError, time.wall());
    Surroundings surroundings = new Surroundings(time, new Telemetry(), log);
    Enricher enricher = enricher(settings, settings.hostname(), log);
    if (settings.warmUp()) {
      warmUp(settings, enricher, log);
    }
    Exit exit = Exit.of(settings, enricher, version, standardOutput, surroundings);
    Outlet outlet = exit.outlet();
    Pipeline pipeline = pipeline(settings, enricher, outlet, surroundings);
    Optional<HttpReceiver> receiver =
        receiver(settings, exit.connections(), pipeline, enricher, surroundings);
    Optional<Reloader> reloader =
        reloading.map(
            from ->
                new Reloader(
                    from.source(),
                    from.atStart(),
                    newer ->
                        apply(
                            newer,
                            enricher(newer, settings.hostname(), log),
                            pipeline,
                            receiver,
                            log),
                    surroundings.telemetry(),
                    log));
    outlet.start();
    pipeline.begin(() -> reloader.ifPresent(Reloader::request));
    return new Sidecar(pipeline, receiver, outlet, reloader);
  }

  private static void apply(
      Settings newer,
      Enricher enricher,
      Pipeline pipeline,
      Optional<HttpReceiver> receiver,
      Log log) {
    pipeline.apply(newer, enricher);
    receiver.ifPresent(listening -> listening.apply(newer, enricher));
    if (receiver.isEmpty() && !newer.webhooks().list().isEmpty()) {
      log.warn("Nothing listens for webhooks, as there were none at the start; restart for them.");
    }
  }

  /** The first UDP address, with the actual port. */
  public InetSocketAddress address() {
    return pipeline.address();
  }

  /** Everything the sidecar listens on, the first UDP address first. */
  public List<String> urls() {
    return Stream.concat(pipeline.urls().stream(), receiver.map(HttpReceiver::url).stream())
        .toList();
  }

  /**
   * Lets a time turn that is not the machine's: what was sent until now is read and counted, then
   * {@code turn} has the {@link Time} show something else, then what is due by it is done. Returns
   * when the buckets that end by it have been encoded; delivery looks at the time, too, but nobody
   * waits for it.
   *
   * <p>For one thread, the one that started the sidecar or that was told of it later.
   */
  public void turnTime(Runnable turn) {
    pipeline.turnTime(turn);
    outlet.wake();
  }

  /** Stops in the direction of the flow; returns when everything has ended. */
  public synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    long startNanos = System.nanoTime();
    reloader.ifPresent(Reloader::stop);
    receiver.ifPresent(HttpReceiver::close);
    pipeline.close();
    Duration left = STOP_BUDGET.minusNanos(System.nanoTime() - startNanos);
    outlet.stop(left.compareTo(MIN_DELIVERY_BUDGET) < 0 ? MIN_DELIVERY_BUDGET : left);
    pipeline.giveUpRest();
  }

  private static void warmUp(Settings settings, Enricher enricher, Log log) {
    try {
      WarmUp.run(settings, enricher);
    } catch (IOException failure) {
      log.warn(
          "The sidecar could not warm up, so it is slow in its first second and may lose datagrams"
              + " then: "
              + failure
              + ". It needs a UDP socket on the loopback address; TAGALONG_WARM_UP=false leaves"
              + " this out.");
    }
  }

  private static Pipeline pipeline(
      Settings settings, Enricher enricher, Outlet outlet, Surroundings surroundings)
      throws UnavailableException {
    Listening listening = settings.listening();
    try {
      return Pipeline.open(
          settings, endpoints(listening), listening.loops(), enricher, outlet, surroundings);
    } catch (BindFailedException taken) {
      throw new UnavailableException(taken);
    }
  }

  /** When that fails nothing is left running. */
  private static Optional<HttpReceiver> receiver(
      Settings settings,
      Optional<Connections> connections,
      Pipeline pipeline,
      Enricher enricher,
      Surroundings surroundings)
      throws UnavailableException {
    try {
      return HttpReceiver.start(settings, connections, pipeline, enricher, surroundings);
    } catch (UnavailableException taken) {
      pipeline.close();
      throw taken;
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

  /** A reload keeps the host of the start: no sample of a bucket should be split over two. */
  private static Enricher enricher(Settings settings, String hostname, Log log) {
    return new Enricher(settings.enrichment(), podTags(settings, log), hostname);
  }
}
