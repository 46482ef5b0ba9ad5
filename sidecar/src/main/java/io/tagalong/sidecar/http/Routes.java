package io.tagalong.sidecar.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Hands each request to the handler of its method and path, where one part of a path may be a
 * parameter: {@code POST /things/{id}/start}.
 *
 * <p>Threads: routes are added before the first request.
 */
public final class Routes implements Handler {
  private static final String PARAMETER = "{id}";

  private final List<Route> routes = new ArrayList<>();

  /** Answers what came by one route. */
  @FunctionalInterface
  public interface Target {
    /**
     * Answers the request.
     *
     * @param parameter the part of the path in the parameter's place; empty for a route without one
     */
    Answer handle(Request request, String parameter) throws RefusedException;
  }

  private record Route(String method, List<String> parts, Target target) {
    boolean hasPath(List<String> asked) {
      boolean fits = asked.size() == parts.size();
      for (int i = 0; fits && i < parts.size(); i++) {
        String part = parts.get(i);
        fits = part.equals(PARAMETER) ? !asked.get(i).isEmpty() : part.equals(asked.get(i));
      }
      return fits;
    }

    String parameter(List<String> asked) {
      int place = parts.indexOf(PARAMETER);
      return place < 0 ? "" : asked.get(place);
    }
  }

  /**
   * Adds a route.
   *
   * @param path with at most one part that is {@code {id}}
   */
  public Routes with(String method, String path, Target target) {
    routes.add(new Route(method, parts(path), target));
    return this;
  }

  @Override
  public Answer handle(Request request) throws RefusedException {
    List<String> asked = parts(request.path());
    List<Route> there = routes.stream().filter(route -> route.hasPath(asked)).toList();
    if (there.isEmpty()) {
      throw new RefusedException(Refusal.UNKNOWN_PATH);
    }
    for (Route route : there) {
      if (route.method.equals(request.method())) {
        return route.target.handle(request, route.parameter(asked));
      }
    }
    throw new RefusedException(Refusal.UNKNOWN_METHOD);
  }

  private static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }
}
