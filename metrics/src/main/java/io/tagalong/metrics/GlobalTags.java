package io.tagalong.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The tags of whatever is called while they hold: first those of all threads, over which go those
 * of the calling thread, both from the oldest to the newest.
 */
final class GlobalTags {
  /** Any thread adds, removes and reads. */
  private final List<TagScope> ofAllThreads = new CopyOnWriteArrayList<>();

  /** Null where there are none, so that a pooled thread keeps nothing of ours. */
  // Not static: a process has one recorder, tests have one each.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable List<TagScope>> ofThread = new ThreadLocal<>();

  TagScope add(Map<String, ? extends @Nullable Object> tags) {
    List<TagScope> scopes = ofThread.get();
    if (scopes == null) {
      scopes = new ArrayList<>();
      ofThread.set(scopes);
    }
    TagScope scope = new TagScope(copy(tags), this::remove);
    scopes.add(scope);
    return scope;
  }

  TagScope addForAllThreads(Map<String, ? extends @Nullable Object> tags) {
    TagScope scope = new TagScope(copy(tags), ofAllThreads::remove);
    ofAllThreads.add(scope);
    return scope;
  }

  /** Ends a scope of the calling thread; one of another thread is left alone. */
  private void remove(TagScope scope) {
    List<TagScope> scopes = ofThread.get();
    if (scopes != null) {
      scopes.remove(scope);
      if (scopes.isEmpty()) {
        ofThread.remove();
      }
    }
  }

  /** The global tags and over them those of a call. */
  Map<String, String> under(Map<String, String> called) {
    List<TagScope> scopes = ofThread.get();
    if (scopes == null && ofAllThreads.isEmpty()) {
      return called;
    }
    Map<String, String> all = new LinkedHashMap<>();
    for (TagScope scope : ofAllThreads) {
      all.putAll(scope.tags());
    }
    if (scopes != null) {
      for (TagScope scope : scopes) {
        all.putAll(scope.tags());
      }
    }
    all.putAll(called);
    return all;
  }

  private static Map<String, String> copy(Map<String, ? extends @Nullable Object> tags) {
    Map<String, String> copy = new LinkedHashMap<>();
    Details.putAll(tags, copy);
    return Collections.unmodifiableMap(copy);
  }
}
