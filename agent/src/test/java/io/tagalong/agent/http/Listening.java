package io.tagalong.agent.http;

import java.util.ArrayList;
import java.util.List;

/** Wants the requests to a path, and remembers how they ended. */
final class Listening implements HttpListener {
  private final String path;
  private final List<HttpExchange> ended = new ArrayList<>();
  private boolean recordedAlready;

  Listening(String path) {
    this.path = path;
  }

  List<HttpExchange> ended() {
    return ended;
  }

  void recordedAlready(boolean recorded) {
    recordedAlready = recorded;
  }

  @Override
  public boolean wants(HttpRequest request) {
    return request.path().equals(path);
  }

  @Override
  public boolean recordedAlready() {
    return recordedAlready;
  }

  @Override
  public void ended(HttpExchange exchange) {
    ended.add(exchange);
  }
}
