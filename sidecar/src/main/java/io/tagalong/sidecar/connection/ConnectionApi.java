package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.http.Answer;
import io.tagalong.sidecar.http.Handler;
import io.tagalong.sidecar.http.Refusal;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.http.Routes;
import io.tagalong.sidecar.json.JsonPrinter;
import io.tagalong.sidecar.json.JsonReader;
import io.tagalong.sidecar.json.UnusableJsonException;
import io.tagalong.sidecar.yaml.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections over HTTP, below {@value #AREA}: JSON in, JSON out. What goes wrong is {@code
 * {"errors": [...]}}, each a sentence that says what to do.
 *
 * <p>Threads: those of requests, any number at a time.
 */
public final class ConnectionApi implements Handler {
  /** The beginning of all paths. */
  public static final String AREA = "/api/v1/connections";

  private static final String ONE = AREA + "/{id}";

  private static final Map<Refusal, String> ERRORS =
      Map.of(
          Refusal.UNAUTHORIZED,
          "who asks may not; send Authorization: Bearer and the admin token, or without a token ask"
              + " from this machine",
          Refusal.UNKNOWN_PATH,
          "there is nothing at this path; docs/connections.md lists what there is",
          Refusal.UNKNOWN_METHOD,
          "this path has no such method; docs/connections.md lists what there is",
          Refusal.NOT_JSON,
          "the body is not one object of JSON; send one");

  private final AdminAccess access;
  private final Desk desk;
  private final Routes routes;

  /** What is done at one route, with the connection that its path names, if it names one. */
  private interface Action {
    Answer run(Request request, String id)
        throws RefusedChangeException, RefusedException, InterruptedException;
  }

  /** The API to these connections, for who has access. */
  public ConnectionApi(AdminAccess access, Connections connections) {
    this.access = access;
    this.desk = new Desk(connections);
    this.routes =
        new Routes()
            .with("GET", AREA, route((request, id) -> list()))
            .with("POST", AREA, route((request, id) -> create(request)))
            .with("GET", ONE, route((request, id) -> one(200, desk.find(id))))
            .with("PATCH", ONE, route((request, id) -> one(200, desk.edit(id, body(request)))))
            .with("DELETE", ONE, route((request, id) -> delete(id)))
            .with("POST", ONE + "/validate", route((request, id) -> validate(id)))
            .with("POST", ONE + "/pause", route((request, id) -> one(200, desk.pause(id))))
            .with("POST", ONE + "/resume", route((request, id) -> one(200, desk.resume(id))))
            .with("POST", ONE + "/sync", route((request, id) -> one(202, desk.sync(id))))
            .with(
                "POST",
                ONE + "/backfill",
                route((request, id) -> one(202, desk.backfill(id, body(request)))))
            .with(
                "DELETE", ONE + "/backfill", route((request, id) -> one(200, desk.endBackfill(id))))
            .with("GET", ONE + "/history", route((request, id) -> history(id)))
            .with("GET", ONE + "/dashboard", route((request, id) -> dashboard(id)))
            .with("POST", ONE + "/dashboard", route((request, id) -> createDashboard(id)));
  }

  @Override
  public Answer handle(Request request) throws RefusedException {
    try {
      if (!access.admits(request)) {
        throw new RefusedException(Refusal.UNAUTHORIZED);
      }
      return routes.handle(request);
    } catch (RefusedException refused) {
      Refusal refusal = refused.refusal();
      String error = ERRORS.getOrDefault(refusal, refusal.word());
      throw new RefusedException(refusal, errors(refused.answer().status(), List.of(error)));
    }
  }

  private static Routes.Target route(Action action) {
    return (request, id) -> {
      try {
        return action.run(request, id);
      } catch (RefusedChangeException refused) {
        return errors(refused.status(), refused.errors());
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return errors(503, List.of("the sidecar stops; try again after its start"));
      }
    };
  }

  private Answer list() {
    return json(200, Map.of("connections", desk.list().stream().map(ConnectionJson::of).toList()));
  }

  private Answer create(Request request)
      throws RefusedChangeException, RefusedException, InterruptedException {
    Desk.Created created = desk.create(body(request));
    Map<String, @Nullable Object> json = ConnectionJson.of(created.view());
    json.put("validation", ProfileReader.word(created.verdict()));
    created.dashboard().ifPresent(outcome -> json.put("dashboard", outcome));
    return json(201, json);
  }

  private Answer delete(String id) throws RefusedChangeException {
    desk.delete(id);
    return json(200, Map.of("deleted", id));
  }

  private Answer validate(String id) throws RefusedChangeException, InterruptedException {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("validation", ProfileReader.word(desk.validate(id)));
    return json(200, json);
  }

  private Answer history(String id) throws RefusedChangeException {
    return json(200, Map.of("history", desk.history(id).stream().map(ConnectionJson::of).toList()));
  }

  private Answer dashboard(String id) throws RefusedChangeException {
    View unused = desk.find(id);
    return Answer.json(200, Dashboard.json());
  }

  private Answer createDashboard(String id) throws RefusedChangeException, InterruptedException {
    return json(200, Map.of("dashboard", desk.createDashboard(id)));
  }

  private static Answer one(int status, View view) {
    return json(status, ConnectionJson.of(view));
  }

  private static Answer json(int status, Object json) {
    return Answer.json(status, JsonPrinter.print(json));
  }

  private static Answer errors(int status, List<String> errors) {
    return json(status, Map.of("errors", errors));
  }

  private static Fields body(Request request) throws RefusedException {
    try {
      if (JsonReader.read(new ByteArrayInputStream(request.body())) instanceof Node.Fields object) {
        return new Fields(object);
      }
      throw new RefusedException(Refusal.NOT_JSON);
    } catch (UnusableJsonException | IOException unusable) {
      // The bytes are in memory; only a broken UTF-32 is an I/O error to the parser.
      throw new RefusedException(Refusal.NOT_JSON);
    }
  }
}
