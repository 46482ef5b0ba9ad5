package io.tagalong.agent.braze;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.yaml.NearestWord;
import io.tagalong.agent.yaml.Problem;
import io.tagalong.agent.yaml.TextTree;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that no request to Braze has, from a file of the user's: {@code docs/braze.md}. */
final class BrazeMap {
  private static final String APP_GROUP = "app_group";
  private static final String HOSTS = "hosts";
  private static final String CAMPAIGNS = "campaigns";
  private static final String CANVASES = "canvases";

  private static final List<String> OF_FILE = List.of(APP_GROUP, HOSTS, CAMPAIGNS, CANVASES);
  private static final List<String> OF_APP_GROUP = List.of("id", "name");
  private static final List<String> OF_CAMPAIGN = List.of("name");
  private static final List<String> OF_CANVAS = List.of("name", "step_id", "step_name");

  private final Map<?, ?> entries;

  private BrazeMap(Map<?, ?> entries) {
    this.entries = entries;
  }

  /** Reads the file; what cannot be read is said, and is not known then. */
  static BrazeMap read(String path, Log log) {
    if (path.isEmpty()) {
      return new BrazeMap(Map.of());
    }
    try {
      TextTree tree = TextTree.read(new File(path));
      for (Problem problem : tree.problems()) {
        log.say(problem + "; this is left out");
      }
      BrazeMap map = new BrazeMap(tree.entries());
      map.check(path, log);
      return map;
    } catch (IOException e) {
      log.say("cannot read " + path + " (" + e.getMessage() + "); Braze's names are not known");
      return new BrazeMap(Map.of());
    }
  }

  private void check(String path, Log log) {
    checkKeys(path, "the file", entries, OF_FILE, log);
    checkKeys(path, APP_GROUP, entries.get(APP_GROUP), OF_APP_GROUP, log);
    checkEach(path, HOSTS, OF_APP_GROUP, log);
    checkEach(path, CAMPAIGNS, OF_CAMPAIGN, log);
    checkEach(path, CANVASES, OF_CANVAS, log);
  }

  private void checkEach(String path, String section, List<String> known, Log log) {
    Object of = entries.get(section);
    if (of instanceof Map) {
      ((Map<?, ?>) of)
          .forEach((id, entry) -> checkKeys(path, section + "." + id, entry, known, log));
    } else if (of != null) {
      log.say(path + ": '" + section + "' must be a mapping, id: name; it is left out");
    }
  }

  private static void checkKeys(
      String path, String where, @Nullable Object entry, List<String> known, Log log) {
    if (entry instanceof Map) {
      for (Object key : ((Map<?, ?>) entry).keySet()) {
        String word = String.valueOf(key);
        if (!known.contains(word)) {
          String hint = NearestWord.hint(word, known);
          log.say(path + ": " + where + " has no key '" + word + "'" + hint);
        }
      }
    }
  }

  /**
   * What is known of the app group that a host's requests are for.
   *
   * @param key {@code id} or {@code name}
   */
  @Nullable String appGroup(String host, String key) {
    String ofHost = text(section(HOSTS).get(host), key);
    return ofHost == null ? text(entries.get(APP_GROUP), key) : ofHost;
  }

  @Nullable String campaignName(@Nullable String id) {
    return id == null ? null : text(section(CAMPAIGNS).get(id), "name");
  }

  /**
   * What is known of a canvas.
   *
   * @param key {@code name}, {@code step_id} or {@code step_name}
   */
  @Nullable String canvas(@Nullable String id, String key) {
    return id == null ? null : text(section(CANVASES).get(id), key);
  }

  private Map<?, ?> section(String name) {
    Object section = entries.get(name);
    return section instanceof Map ? (Map<?, ?>) section : Map.of();
  }

  /** An entry that is only a text is a name. */
  private static @Nullable String text(@Nullable Object entry, String key) {
    Object value = entry instanceof Map ? ((Map<?, ?>) entry).get(key) : null;
    if (entry instanceof String && key.equals("name")) {
      value = entry;
    }
    return value instanceof String ? (String) value : null;
  }
}
