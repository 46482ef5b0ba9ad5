package io.tagalong.sidecar.enrich;

import java.util.List;

/**
 * The prefix of all metric names but those that begin like an exception.
 *
 * @param prefix empty for none; a dot is put between it and the name
 * @param exceptions beginnings of names, not whole words: {@code kafka} exempts {@code kafkaesque}
 */
public record Namespace(String prefix, List<String> exceptions) {
  public Namespace {
    prefix = prefix.isEmpty() || prefix.endsWith(".") ? prefix : prefix + ".";
    exceptions = List.copyOf(exceptions);
  }

  String prepend(String name) {
    return exceptions.stream().anyMatch(name::startsWith) ? name : prefix + name;
  }
}
