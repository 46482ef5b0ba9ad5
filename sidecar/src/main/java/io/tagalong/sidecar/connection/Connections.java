package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.backfill.Backfill;
import io.tagalong.sidecar.backfill.GatewayLogs;
import io.tagalong.sidecar.deliver.DeliveryClock;
import io.tagalong.sidecar.deliver.DeliveryEnvironment;
import io.tagalong.sidecar.deliver.DeliveryFigures;
import io.tagalong.sidecar.deliver.Ending;
import io.tagalong.sidecar.deliver.Endpoint;
import io.tagalong.sidecar.deliver.EndpointState;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.key.ApiKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * All connections. While there is one, the gateway's data goes to the connections, to each of them,
 * and no longer with everything else.
 *
 * <p>Threads: the flush thread brings data, the threads of requests bring changes, {@code
 * tagalong-connections} begins syncs and writes the state file. Changes are guarded by this object;
 * whoever only reads takes the list as it is.
 */
public final class Connections {
  /** Each costs a thread, and a part of the memory for what waits. */
  static final int MAX_CONNECTIONS = 4;

  private static final int MAX_RETIRED = 64;
  private static final Duration SAVE_AGAIN = Duration.ofMinutes(1);

  private final State state;
  private final Means means;
  private final PastRequests.Shelf shelf;
  private final Connection.Surroundings surroundings;
  private final Schedule schedule;

  /** Replaced under the monitor, read by any thread. */
  private volatile List<Connection> all = List.of();

  /** The accounts of deleted connections: what they dropped must still be told. */
  private volatile List<DeliveryFigures> retired = List.of();

  /** Set by whichever thread ends a sync, cleared by the one that saves. */
  private final AtomicBoolean unsaved = new AtomicBoolean();

  /**
   * What connections need of the world around them.
   *
   * @param environment variables that may hold keys
   * @param pastLogs makes logs of past requests
   * @param clock for what is past
   */
  public record Means(
      Intakes intakes,
      EncodeOptions encoding,
      DeliveryEnvironment delivery,
      Map<String, String> environment,
      GatewayLogs pastLogs,
      Clock clock) {}

  private Connections(State state, Optional<Path> backfillFolder, Means means) {
    this.state = state;
    this.means = means;
    this.shelf =
        new PastRequests.Shelf(
            backfillFolder,
            means.pastLogs(),
            new Backfill.Surroundings(
                means.clock(), means.delivery().telemetry(), means.delivery().log()));
    this.schedule = new Schedule(this::turn, means.delivery().log());
    this.surroundings =
        new Connection.Surroundings(
            means.delivery().clock(),
            means.encoding(),
            means.delivery().telemetry(),
            this::changed);
  }

  /**
   * The connections of the state file; {@link #start} sets them going. A damaged file is set aside.
   *
   * @throws IOException when the folder cannot be used
   */
  public static Connections open(ConnectionSettings settings, Means means) throws IOException {
    State state = State.in(settings.folder(), means.delivery());
    Connections connections = new Connections(state, settings.backfillFolder(), means);
    connections.all = state.read().stream().map(connections::connection).toList();
    return connections;
  }

  public void start() {
    all.forEach(Connection::start);
    schedule.start();
  }

  /** Takes what is the gateway's out of a bucket. Returns the rest, or all if nobody wants it. */
  public Snapshot take(Snapshot bucket) {
    List<Connection> now = all;
    if (now.isEmpty()) {
      return bucket;
    }
    Selection<Snapshot> selection = Selection.of(bucket);
    if (selection.exported().items() == 0) {
      return bucket;
    }
    now.forEach(connection -> connection.take(selection.exported()));
    return selection.rest();
  }

  /** The same with logs. */
  public List<LogItem> take(List<LogItem> logs) {
    List<Connection> now = all;
    if (now.isEmpty()) {
      return logs;
    }
    Selection<List<LogItem>> selection = Selection.of(logs);
    now.forEach(connection -> connection.take(selection.exported()));
    return selection.rest();
  }

  /** What became of the items, for each connection and kind. */
  public List<DeliveryFigures> figures() {
    return Stream.concat(
            retired.stream(), all.stream().flatMap(connection -> connection.figures().stream()))
        .toList();
  }

  /** How the delivery of each connection does. */
  public List<EndpointState> states() {
    return all.stream().map(Connection::state).toList();
  }

  /** Has every connection look again at what it may do. */
  public void wake() {
    all.forEach(connection -> connection.delivery().wake());
    schedule.wake();
  }

  /** Ends with a last sync of all connections at the same time, within the budget. */
  public void stop(Duration budget) {
    List<Connection> last = all;
    DeliveryClock clock = means.delivery().clock();
    long endNanos = clock.nanos() + budget.toNanos();
    schedule.stop(budget);
    last.forEach(Connection::beginStop);
    Ending.of(
        last.stream().map(Connection::delivery).toList(),
        Duration.ofNanos(endNanos - clock.nanos()),
        clock);
    last.forEach(Connection::endStop);
    saveQuietly();
  }

  List<Connection> list() {
    return all;
  }

  Connection find(String id) throws RefusedChangeException {
    return all.stream()
        .filter(connection -> connection.profile().id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedChangeException(
                    404, "there is no such connection; GET /api/v1/connections lists them"));
  }

  /** An identifier that no connection has. */
  String newId() {
    String id = "%016x".formatted(means.delivery().random().nextLong()).substring(8);
    return all.stream().anyMatch(each -> each.profile().id().equals(id)) ? newId() : id;
  }

  /** Adds a connection, whose key can be read. */
  synchronized Connection add(Profile profile) throws RefusedChangeException {
    if (all.size() >= MAX_CONNECTIONS) {
      throw new RefusedChangeException(
          409, "there are %d connections, and no more fit; delete one".formatted(all.size()));
    }
    Connection added = connection(Kept.fresh(profile));
    try {
      replace(Stream.concat(all.stream(), Stream.of(added)).toList());
    } catch (RefusedChangeException notKept) {
      added.discard();
      throw notKept;
    }
    added.start();
    schedule.wake();
    return added;
  }

  /** Takes a connection out, and gives up what it has not sent. */
  void remove(String id) throws RefusedChangeException {
    Connection removed = find(id);
    synchronized (this) {
      replace(all.stream().filter(each -> each != removed).toList());
    }
    removed.discard();
    synchronized (this) {
      List<DeliveryFigures> figures = new ArrayList<>(retired);
      figures.addAll(removed.figures());
      int surplus = Math.max(0, figures.size() - MAX_RETIRED);
      retired = List.copyOf(figures.subList(surplus, figures.size()));
    }
  }

  /** Writes down what a user has changed. */
  synchronized void save() throws RefusedChangeException {
    state.write(all.stream().map(Connection::kept).toList());
  }

  /** Has the schedule look again, because an interval or a sync is another now. */
  void changed() {
    unsaved.set(true);
    schedule.wake();
  }

  Means means() {
    return means;
  }

  /** Where files of past requests lie. */
  PastRequests.Shelf shelf() {
    return shelf;
  }

  private void replace(List<Connection> changed) throws RefusedChangeException {
    List<Connection> before = all;
    all = changed;
    try {
      save();
    } catch (RefusedChangeException notKept) {
      all = before;
      throw notKept;
    }
  }

  /** Does what is due; returns for how many nanoseconds there is nothing else. */
  long turn() {
    all.forEach(Connection::syncWhenDue);
    long idleNanos = Duration.ofHours(1).toNanos();
    for (Connection connection : all) {
      idleNanos = Math.min(idleNanos, Math.max(0, connection.nanosUntilSync()));
    }
    if (unsaved.getAndSet(false)) {
      saveQuietly();
    }
    return unsaved.get() ? Math.min(idleNanos, SAVE_AGAIN.toNanos()) : idleNanos;
  }

  private void saveQuietly() {
    try {
      save();
    } catch (RefusedChangeException notKept) {
      unsaved.set(true);
      means
          .delivery()
          .limitedLog()
          .warn("connections.state", () -> "Connections: " + notKept.getMessage());
    }
  }

  private Connection connection(Kept kept) {
    Profile profile = kept.profile();
    PlacedKey key = new PlacedKey(profile.apiKey().source(means.environment()));
    String name = "connection " + profile.id();
    ApiKey first = key.first(name, means.delivery().log());
    Endpoint endpoint = Endpoint.ofConnection(profile.id(), profile.hosts(), first, key);
    return new Connection(
        kept,
        key,
        supervisor -> means.intakes().open(endpoint, profile.id(), supervisor),
        surroundings);
  }
}
