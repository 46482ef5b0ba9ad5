package io.tagalong.demo;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Shows, system by system, what was done beside what has arrived. */
final class Comparison {
  private final List<Scene> scenes;

  Comparison(List<Scene> scenes) {
    this.scenes = scenes;
  }

  /** Whether everything that was done has arrived, and nothing else of these systems. */
  boolean holds(Map<String, Long> arrived) {
    return scenes.stream()
        .allMatch(
            scene ->
                !scene.expected().isEmpty()
                    && names(scene, arrived).stream()
                        .allMatch(name -> expected(scene, name) == arrived(arrived, name)));
  }

  /** One table for each system. */
  String tables(Map<String, Long> arrived) {
    StringBuilder text = new StringBuilder();
    for (Scene scene : scenes) {
      text.append(scene.title()).append("\n\n");
      text.append(String.format("  %-9s %12s %12s%n", "", "done", "arrived"));
      for (String name : names(scene, arrived)) {
        long done = expected(scene, name);
        long came = arrived(arrived, name);
        String verdict = done == came ? "equal" : "DIFFERENT";
        text.append(String.format("  %-9s %12d %12d  %s%n", verdict, done, came, name));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static NavigableSet<String> names(Scene scene, Map<String, Long> arrived) {
    NavigableSet<String> names = new TreeSet<>(scene.expected().keySet());
    arrived.keySet().stream().filter(scene::owns).forEach(names::add);
    return names;
  }

  private static long expected(Scene scene, String name) {
    return scene.expected().getOrDefault(name, 0L);
  }

  private static long arrived(Map<String, Long> arrived, String name) {
    return arrived.getOrDefault(name, 0L);
  }
}
