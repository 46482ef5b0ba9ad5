package io.tagalong.metrics;

import java.util.Map;
import java.util.function.Consumer;

/** Tags that hold until this is closed; for one thread, by that thread. */
public final class TagScope implements AutoCloseable {
  private final Map<String, String> tags;
  private final Consumer<TagScope> end;

  TagScope(Map<String, String> tags, Consumer<TagScope> end) {
    this.tags = tags;
    this.end = end;
  }

  Map<String, String> tags() {
    return tags;
  }

  /** Ends the scope; scopes may end in any order, and a second time has no effect. */
  @Override
  public void close() {
    end.accept(this);
  }
}
