package io.tagalong.sidecar.webhook;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows which webhooks came lately: the last {@value #MAX_KEYS} keys, each cut at {@value
 * #MAX_KEY_CHARACTERS} characters. A sender tries again within minutes, or never.
 *
 * <p>Threads: guarded by its receiver.
 */
final class RepeatFilter {
  static final int MAX_KEYS = 4096;
  static final int MAX_KEY_CHARACTERS = 256;

  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MAX_KEYS;
        }
      };

  boolean contains(String key) {
    return seen.containsKey(cut(key));
  }

  /** Remembers the key, once what it stands for has been taken. */
  void add(String key) {
    seen.put(cut(key), true);
  }

  private static String cut(String key) {
    return key.length() <= MAX_KEY_CHARACTERS ? key : key.substring(0, MAX_KEY_CHARACTERS);
  }
}
