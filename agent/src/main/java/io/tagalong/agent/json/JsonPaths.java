package io.tagalong.agent.json;

import java.util.HashSet;
import java.util.Set;

/**
 * Finds a few scalar members of a JSON object without building the rest: an answer of a model may
 * be long, and what it says is none of the agent's business. Immutable.
 *
 * <p>A member is named by its path, {@code usage.prompt_tokens}; nothing is looked for in arrays.
 */
public final class JsonPaths {
  private final Set<String> wanted = new HashSet<>();

  /** What wanted members are in: {@code usage}. */
  private final Set<String> parents = new HashSet<>();

  private JsonPaths(String... paths) {
    for (String path : paths) {
      wanted.add(path);
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        parents.add(path.substring(0, dot));
      }
    }
  }

  public static JsonPaths of(String... paths) {
    return new JsonPaths(paths);
  }

  /**
   * Reads the members of an object.
   *
   * @param text begins with the object, but for blanks; what follows it is not looked at
   */
  public JsonFields in(String text) {
    return new JsonFields(MemberSearch.find(this, text));
  }

  boolean contain(String path) {
    return wanted.contains(path);
  }

  boolean leadThrough(String path) {
    return parents.contains(path);
  }
}
