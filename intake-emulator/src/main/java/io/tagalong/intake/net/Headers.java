package io.tagalong.intake.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Headers in the order of their names, which are compared without regard to case. */
public final class Headers {
  private final Map<String, List<String>> values;

  private Headers(Map<String, List<String>> values) {
    this.values = values;
  }

  /** The headers of an answer, one value each. */
  public static Headers of(Map<String, String> headers) {
    Builder builder = new Builder();
    headers.forEach(builder::add);
    return builder.build();
  }

  public Optional<String> first(String name) {
    return values.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** True if a header of that name says the word, whatever its case. */
  boolean say(String name, String word) {
    return values.getOrDefault(name, List.of()).stream().anyMatch(word::equalsIgnoreCase);
  }

  int count(String name) {
    return values.getOrDefault(name, List.of()).size();
  }

  void forEach(BiConsumer<String, String> action) {
    values.forEach((name, all) -> all.forEach(value -> action.accept(name, value)));
  }

  static final class Builder {
    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Builder add(String name, String value) {
      values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
      return this;
    }

    Headers build() {
      return new Headers(values);
    }
  }
}
