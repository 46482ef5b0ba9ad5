package io.tagalong.sidecar.http;

import java.util.Map;

/**
 * Hands each request to the handler of its path.
 *
 * @param others gets the requests to any other path
 */
public record Routes(Map<String, Handler> byPath, Handler others) implements Handler {
  public Routes {
    byPath = Map.copyOf(byPath);
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
    return byPath.getOrDefault(path, others);
  }
}
