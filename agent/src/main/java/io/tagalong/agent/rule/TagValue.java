package io.tagalong.agent.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of one tag: the first of some paths that gives a value, else a constant, else none. */
public final class TagValue {
  private final List<Path> paths;
  private final @Nullable String otherwise;

  private TagValue(List<Path> paths, @Nullable String otherwise) {
    this.paths = paths;
    this.otherwise = otherwise;
  }

  public static TagValue of(Path... paths) {
    return new TagValue(List.of(paths), null);
  }

  /** This value, with a constant for when no path gives one. */
  public TagValue orElse(String constant) {
    return new TagValue(paths, constant);
  }

  public List<Path> paths() {
    return paths;
  }

  /** The constant at the end of the chain; null leaves the tag out. */
  public @Nullable String otherwise() {
    return otherwise;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Path path : paths) {
      text.append(text.length() == 0 ? "" : " ? ").append(path);
    }
    return otherwise == null ? text.toString() : text + " ? \"" + otherwise + '"';
  }
}
