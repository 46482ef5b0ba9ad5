package io.tagalong.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags that leave: those of the call, over which go the backend's own, then the instance. */
final class BackendTags {
  private final Map<String, String> own;

  BackendTags(Map<String, String> own) {
    this.own = own;
  }

  Map<String, String> over(Map<String, String> called, @Nullable String instance) {
    if (own.isEmpty() && instance == null) {
      return called;
    }
    Map<String, String> all = new LinkedHashMap<>(called);
    all.putAll(own);
    if (instance != null) {
      all.put("instance", instance);
    }
    return all;
  }
}
