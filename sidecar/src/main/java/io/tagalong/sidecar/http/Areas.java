package io.tagalong.sidecar.http;

import java.util.Map;

/**
 * Hands each request to the handler that its path belongs to.
 *
 * @param handlers by beginnings of paths, such as {@code /api/v1/connections}; one has what equals
 *     it, and what is below it
 * @param others has the rest
 */
public record Areas(Map<String, Handler> handlers, Handler others) implements Handler {
  public Areas {
    handlers = Map.copyOf(handlers);
  }

  @Override
  public Answer handle(Request request) throws RefusedException {
    for (Map.Entry<String, Handler> area : handlers.entrySet()) {
      if (request.path().equals(area.getKey()) || request.path().startsWith(area.getKey() + "/")) {
        return area.getValue().handle(request);
      }
    }
    return others.handle(request);
  }
}
