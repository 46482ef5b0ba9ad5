package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.aggregate.BucketMerger;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.listen.BindFailedException;
import io.tagalong.sidecar.listen.Endpoints;
import io.tagalong.sidecar.listen.ListenLoop;
import io.tagalong.sidecar.listen.Listener;
import io.tagalong.sidecar.logs.LogBuffer;
import io.tagalong.sidecar.logs.LogOutlet;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import io.tagalong.sidecar.webhook.Inlet;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The way of a sample through the process: the sockets, a shard on each event loop, and the flusher
 * that carries their closed buckets to the outlet.
 *
 * <p>Threads: each shard belongs to its loop; when {@link #close} has ended the loops, to the
 * thread that closes.
 */
final class Pipeline {
  private static final int LOG_LINES_PER_MINUTE = 1;
  private static final Duration ENCODING_BUDGET = Duration.ofSeconds(5);

  /** What a pipeline tells the time by, and where it says what happened. */
  record Surroundings(Time time, Telemetry telemetry, Log log) {
    Clock clock() {
      return time.wall();
    }
  }

  private final List<Shard> shards;
  private final SelfReport selfReport;
  private final Flusher flusher;
  private final Listener listener;
  private final Gathering gathering;
  private final LogBuffer logs;

  /** What ends a bucket, for each loop; none before {@link #begin}. Owned by who called that. */
  private List<Runnable> ends = List.of();

  private Pipeline(
      List<Shard> shards,
      SelfReport selfReport,
      Flusher flusher,
      Listener listener,
      Gathering gathering) {
    this.shards = List.copyOf(shards);
    this.selfReport = selfReport;
    this.flusher = flusher;
    this.listener = listener;
    this.gathering = gathering;
    this.logs = new LogBuffer(gathering);
  }

  /**
   * Binds every endpoint and takes what comes. Buckets end only after {@link #begin}.
   *
   * @param loops how many event loops share the UDP endpoints
   * @throws BindFailedException when one of the endpoints cannot be had; nothing is left running
   */
  static Pipeline open(
      Settings settings,
      Endpoints endpoints,
      int loops,
      Enricher enricher,
      Outlet outlet,
      Surroundings surroundings)
      throws BindFailedException {
    Telemetry telemetry = surroundings.telemetry();
    LimitedLog log = surroundings.log().limited(LOG_LINES_PER_MINUTE);
    long nowSeconds = surroundings.clock().instant().getEpochSecond();
    BucketMerger merger =
        new BucketMerger(settings.aggregation(), loops, nowSeconds, telemetry, log, outlet::take);
    Flusher flusher = new Flusher(merger, outlet, loops, telemetry, log);
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < loops; i++) {
      int shard = i;
      Aggregator aggregator =
          Aggregator.of(
              settings.aggregation(),
              loops,
              enricher,
              telemetry,
              log,
              nowSeconds,
              bucket -> flusher.flush(shard, bucket));
      shards.add(
          new Shard(
              settings.parsing(),
              aggregator,
              new NoticeBuffer(enricher),
              flusher::flush,
              settings.bucketSeconds(),
              telemetry,
              log,
              surroundings.clock()));
    }
    Listener listener = Listener.bind(endpoints, telemetry, surroundings.log(), shards);
    SelfReport selfReport = new SelfReport(telemetry, new DeliveryReport(outlet));
    Gathering gathering = new Gathering(flusher, outlet, surroundings.clock());
    return new Pipeline(shards, selfReport, flusher, listener, gathering);
  }

  /**
   * Has buckets end from now on.
   *
   * @param afterEach runs after each bucket's end, on the first event loop
   */
  void begin(Runnable afterEach) {
    Runnable first =
        () -> {
          listener.countKernelDrops();
          endBucket(0);
          shards.get(0).report(selfReport);
          logs.flush();
          afterEach.run();
        };
    List<Runnable> all = new ArrayList<>(List.of(first));
    for (int i = 1; i < shards.size(); i++) {
      int shard = i;
      all.add(() -> endBucket(shard));
    }
    ends = List.copyOf(all);
    for (int i = 0; i < ends.size(); i++) {
      scheduleEnds(i, ends.get(i));
    }
  }

  /**
   * Lets the time turn between two datagrams: what was sent before belongs to the time before.
   * Returns when the buckets that end by this have gone to the outlet. Not to be called on a loop.
   */
  void turnTime(Runnable turn) {
    listener.readAll();
    turn.run();
    List<CompletableFuture<Void>> underWay = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      underWay.add(CompletableFuture.runAsync(ends.get(i), listener.loops().get(i)::execute));
    }
    underWay.forEach(CompletableFuture::join);
    flusher.awaitAll();
  }

  /** Where batches of other origin than a socket of DogStatsD enter. */
  Inlet inlet() {
    return new ShardInlet(shards.get(0), listener.loops().get(0)::execute);
  }

  /** Where logs enter that are complete. */
  LogBuffer logs() {
    return logs;
  }

  /** The first UDP address, with the actual port. */
  InetSocketAddress address() {
    return listener.address();
  }

  /** Everything that is listened on, the first UDP address first. */
  List<String> urls() {
    return listener.urls();
  }

  /** Has every shard work by other rules soon. */
  void apply(Settings newer, Enricher enricher) {
    for (int i = 0; i < shards.size(); i++) {
      Shard shard = shards.get(i);
      listener
          .loops()
          .get(i)
          .execute(() -> shard.apply(newer.parsing(), enricher, newer.aggregation().histograms()));
    }
  }

  /** Ends in the direction of the flow: what was received has been handed to the outlet then. */
  void close() {
    listener.close();
    shards.get(0).report(selfReport);
    shards.forEach(Shard::close);
    List<LogItem> restOfLogs = logs.takeRest();
    if (!restOfLogs.isEmpty()) {
      flusher.flush(gathering.notices(restOfLogs));
    }
    flusher.stop(ENCODING_BUDGET);
  }

  /** Counts and tells what has not been encoded; for after the outlet has stopped. */
  void giveUpRest() {
    flusher.giveUpRest();
  }

  /** Carries logs from their buffer to the flusher. */
  private record Gathering(Flusher flusher, Outlet outlet, Clock clock) implements LogOutlet {
    @Override
    public boolean hasRoom() {
      return outlet.hasRoom();
    }

    @Override
    public boolean offer(List<LogItem> logs, Runnable afterwards) {
      return flusher.offer(notices(logs), afterwards);
    }

    Notices notices(List<LogItem> logs) {
      return new Notices(clock.instant().getEpochSecond(), List.of(), List.of(), List.of(), logs);
    }
  }

  private void endBucket(int index) {
    long gapNanos = listener.loops().get(index).takeLongestGapNanos();
    shards.get(index).endBucket();
    shards.get(index).reportGap(index, gapNanos);
  }

  /** Repeats at every bucket's end, also after one that failed. */
  private void scheduleEnds(int index, Runnable end) {
    ListenLoop loop = listener.loops().get(index);
    loop.schedule(
        shards.get(index).untilBucketEnds(),
        () -> {
          try {
            end.run();
          } finally {
            scheduleEnds(index, end);
          }
        });
  }
}
