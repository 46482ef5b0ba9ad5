package io.tagalong.it;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.it.harness.SidecarProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The API of connections as a program uses it, with all that it has answered. */
final class ConnectionsClient {
  private final HttpClient client = HttpClient.newHttpClient();

  /** No key may be among it. */
  final List<String> answers = new ArrayList<>();

  /** Waits until the connection has so many logs, and the metrics that were sent before them. */
  void awaitGathered(SidecarProcess sidecar, String id, int logs) throws Exception {
    sidecar.awaitWhile(() -> waiting(sidecar, id) < logs);
    assertEquals(logs, waiting(sidecar, id));
  }

  int waiting(SidecarProcess sidecar, String id) {
    Map<?, ?> waiting = map(getQuietly(sidecar, "/" + id), "waiting");
    return (int) requireNonNull(waiting.get("logs"));
  }

  Map<String, Object> syncAndAwait(SidecarProcess sidecar, String id) throws Exception {
    assertEquals(202, post(sidecar, "/" + id + "/sync", "").statusCode());
    sidecar.awaitWhile(() -> "Syncing".equals(status(sidecar, id)));
    return get(sidecar, "/" + id);
  }

  Map<?, ?> backfill(SidecarProcess sidecar, String id) {
    return map(getQuietly(sidecar, "/" + id), "backfill");
  }

  String status(SidecarProcess sidecar, String id) {
    return String.valueOf(getQuietly(sidecar, "/" + id).get("status"));
  }

  List<?> list(SidecarProcess sidecar) throws Exception {
    return list(get(sidecar, ""), "connections");
  }

  Map<String, Object> get(SidecarProcess sidecar, String path) throws Exception {
    HttpResponse<String> answer = send(sidecar, "GET", path, "");
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.std.mapFrom(answer.body());
  }

  Map<String, Object> getQuietly(SidecarProcess sidecar, String path) {
    try {
      return get(sidecar, path);
    } catch (Exception broken) {
      throw new AssertionError(broken);
    }
  }

  HttpResponse<String> post(SidecarProcess sidecar, String path, String body) throws Exception {
    return send(sidecar, "POST", path, body);
  }

  HttpResponse<String> patch(SidecarProcess sidecar, String id, String body) throws Exception {
    return send(sidecar, "PATCH", "/" + id, body);
  }

  HttpResponse<String> send(SidecarProcess sidecar, String method, String path, String body)
      throws Exception {
    HttpRequest request = request(sidecar, method, path, body).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    answers.add(answer.body());
    return answer;
  }

  static HttpRequest.Builder request(
      SidecarProcess sidecar, String method, String path, String body) throws Exception {
    return HttpRequest.newBuilder(URI.create(sidecar.httpUrl() + "/api/v1/connections" + path))
        .version(HttpClient.Version.HTTP_1_1)
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  static List<?> list(Map<String, Object> json, String field) {
    return (List<?>) requireNonNull(json.get(field), field);
  }

  static Map<?, ?> map(Map<String, Object> json, String field) {
    return (Map<?, ?>) requireNonNull(json.get(field), field);
  }
}
