package io.tagalong.agent.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value to read: the first of some paths that gives one, else a constant, else null. */
public final class Chain {
  private final List<Path> paths;
  private final @Nullable String otherwise;

  private Chain(List<Path> paths, @Nullable String otherwise) {
    this.paths = List.copyOf(paths);
    this.otherwise = otherwise;
  }

  /**
   * A chain of any length.
   *
   * @param otherwise the constant at its end, or null; without paths the chain is this constant
   */
  public static Chain of(List<Path> paths, @Nullable String otherwise) {
    return new Chain(paths, otherwise);
  }

  public List<Path> paths() {
    return paths;
  }

  /** The constant at the end of the chain, or null. */
  public @Nullable String otherwise() {
    return otherwise;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Path path : paths) {
      text.append(text.length() == 0 ? "" : " ? ").append(path);
    }
    if (otherwise != null) {
      text.append(text.length() == 0 ? "" : " ? ").append('"').append(otherwise).append('"');
    }
    return text.toString();
  }
}
