package io.tagalong.demo;

import java.util.List;
import java.util.Map;

/**
 * One of the systems: what was done with it, and what has to arrive because of that.
 *
 * @param title the system, and in words what happens
 * @param prefixes how the names of all that belongs to it begin
 * @param expected what has to arrive, by {@link Name}
 */
record Scene(String title, List<String> prefixes, Map<String, Long> expected) {

  /** Whether something that has arrived belongs to this scene. */
  boolean owns(String name) {
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
