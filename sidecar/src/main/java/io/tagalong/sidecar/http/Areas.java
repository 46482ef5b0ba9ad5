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
    return of(request.path()).handle(request);
  }

  @Override
  public int maxBodyBytes(String path) {
    return of(path).maxBodyBytes(path);
  }

  private Handler of(String path) {
    for (Map.Entry<String, Handler> area : handlers.entrySet()) {
      if (path.equals(area.getKey()) || path.startsWith(area.getKey() + "/")) {
        return area.getValue();
      }
    }
    return others;
  }
}
