package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.connection.Profile.HistoricalData;
import io.tagalong.sidecar.deliver.KeyCheck.Verdict;
import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeyUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What users do with connections: each wish is checked, met and written down before it is answered.
 *
 * <p>Threads: those of requests. The intake is asked before anything is locked.
 */
final class Desk {
  private static final String CREATED = "created";
  private static final String BACKFILL_FILE = "backfill_file";
  private static final List<String> NEW_FIELDS =
      Stream.concat(ProfileReader.FIELDS.stream(), Stream.of(BACKFILL_FILE)).toList();

  private final Connections connections;

  /**
   * A connection that was made.
   *
   * @param dashboard what became of it, where there is an application key
   */
  record Created(View view, Verdict verdict, Optional<String> dashboard) {}

  Desk(Connections connections) {
    this.connections = connections;
  }

  List<View> list() {
    return connections.list().stream().map(Connection::view).toList();
  }

  View find(String id) throws RefusedChangeException {
    return connections.find(id).view();
  }

  List<Sync> history(String id) throws RefusedChangeException {
    return connections.find(id).history();
  }

  Created create(Fields fields) throws RefusedChangeException, InterruptedException {
    fields.allow(NEW_FIELDS);
    long now = connections.means().delivery().clock().seconds();
    Profile profile = new ProfileReader(fields).whole(connections.newId(), now);
    Optional<String> past = past(fields, profile);
    refuseErrors(fields);
    if (past.isPresent()) {
      Path unused = PastRequests.file(past.get(), connections.shelf());
    }
    Verdict verdict = validated(profile);
    Connection added = connections.add(profile);
    if (past.isPresent()) {
      added.past().begin(past.get(), 0, connections.shelf());
    }
    Optional<String> dashboard =
        profile.applicationKey().isPresent() ? Optional.of(dashboard(profile)) : Optional.empty();
    return new Created(added.view(), verdict, dashboard);
  }

  View edit(String id, Fields fields) throws RefusedChangeException, InterruptedException {
    Connection connection = connections.find(id);
    fields.allow(ProfileReader.FIELDS);
    Profile before = connection.profile();
    Profile edited = new ProfileReader(fields).changed(before);
    refuseErrors(fields);
    if (!edited.hosts().equals(before.hosts()) || !edited.apiKey().equals(before.apiKey())) {
      Verdict unused = validated(edited);
    }
    connection.edit(edited, edited.apiKey().source(connections.means().environment()));
    connections.save();
    connections.changed();
    return connection.view();
  }

  void delete(String id) throws RefusedChangeException {
    connections.remove(id);
  }

  View pause(String id) throws RefusedChangeException {
    Connection connection = connections.find(id);
    connection.pause();
    connections.save();
    return connection.view();
  }

  View resume(String id) throws RefusedChangeException {
    Connection connection = connections.find(id);
    connection.resume();
    connections.save();
    return connection.view();
  }

  View sync(String id) throws RefusedChangeException {
    Connection connection = connections.find(id);
    if (connection.isPaused()) {
      throw new RefusedChangeException(
          409, "the connection is paused; resume it, which syncs at once");
    }
    connection.syncOnRequest();
    return connection.view();
  }

  Verdict validate(String id) throws RefusedChangeException, InterruptedException {
    Profile profile = connections.find(id).profile();
    return connections.means().intakes().validate(profile.hosts(), key(profile));
  }

  /** Begins to send requests of the past, from a file. */
  View backfill(String id, Fields fields) throws RefusedChangeException {
    Connection connection = connections.find(id);
    fields.allow(List.of("file", "position"));
    Optional<String> file = fields.text("file");
    long position = fields.number("position").orElse(0L);
    if (file.isEmpty()) {
      fields.error("file is missing; name one in the folder to backfill from");
    }
    if (position < 0) {
      fields.error("position is negative; give 0, or that of the backfill to go on from");
    }
    refuseErrors(fields);
    connection.past().begin(file.orElseThrow(), position, connections.shelf());
    return connection.view();
  }

  View endBackfill(String id) throws RefusedChangeException {
    Connection connection = connections.find(id);
    connection.past().stop();
    return connection.view();
  }

  /** Creates the dashboard, and says so. */
  String createDashboard(String id) throws RefusedChangeException, InterruptedException {
    Profile profile = connections.find(id).profile();
    if (profile.applicationKey().isEmpty()) {
      throw new RefusedChangeException(
          409,
          "there is no application key; add one with PATCH, or GET the dashboard and import it");
    }
    String outcome = dashboard(profile);
    if (!outcome.equals(CREATED)) {
      throw new RefusedChangeException(502, outcome);
    }
    return outcome;
  }

  /** The file of past requests, where the user wants them. */
  private static Optional<String> past(Fields fields, Profile profile) {
    Optional<String> file = fields.text(BACKFILL_FILE);
    boolean wanted = profile.historicalData() == HistoricalData.BACKFILL;
    if (wanted != file.isPresent()) {
      fields.error("historical_data: backfill and backfill_file go together; give both or neither");
    }
    return file;
  }

  private Verdict validated(Profile profile) throws RefusedChangeException, InterruptedException {
    Verdict verdict = connections.means().intakes().validate(profile.hosts(), key(profile));
    if (verdict == Verdict.INVALID) {
      throw new RefusedChangeException(
          422,
          "%s refuses the API key; check the key, and that its account is on %s"
              .formatted(profile.destination(), profile.site().domain()));
    }
    return verdict;
  }

  private ApiKey key(Profile profile) throws RefusedChangeException, InterruptedException {
    try {
      return profile.apiKey().source(connections.means().environment()).read();
    } catch (KeyUnavailableException unavailable) {
      throw new RefusedChangeException(
          422, "there is no API key: %s; put it there".formatted(unavailable.reason()));
    }
  }

  private String dashboard(Profile profile) throws RefusedChangeException, InterruptedException {
    ApiKey key = key(profile);
    try {
      String applicationKey =
          profile.applicationKey().orElseThrow().text(connections.means().environment());
      OptionalInt status =
          connections
              .means()
              .intakes()
              .createDashboard(profile.hosts(), key, applicationKey, Dashboard.bytes());
      if (status.isPresent() && status.getAsInt() / 100 == 2) {
        return CREATED;
      }
      return "not created, %s; check the application key, then POST /api/v1/connections/%s/dashboard"
          .formatted(
              status.isPresent()
                  ? "the answer was status " + status.getAsInt()
                  : "there was no answer",
              profile.id());
    } catch (KeyUnavailableException unavailable) {
      return "not created: " + unavailable.reason();
    }
  }

  private static void refuseErrors(Fields fields) throws RefusedChangeException {
    if (!fields.errors().isEmpty()) {
      throw new RefusedChangeException(422, fields.errors());
    }
  }
}
