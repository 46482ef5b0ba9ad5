package io.tagalong.intake.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The decoded parameters of a query, each a list: {@code ?tag=a:b&tag=c:d}. */
record Parameters(Map<String, List<String>> values) {

  static Parameters parse(@Nullable String rawQuery) {
    Map<String, List<String>> values = new TreeMap<>();
    for (String parameter : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
      String[] nameAndValue = parameter.split("=", 2);
      values
          .computeIfAbsent(nameAndValue[0], absent -> new ArrayList<>())
          .add(URLDecoder.decode(nameAndValue[nameAndValue.length - 1], StandardCharsets.UTF_8));
    }
    return new Parameters(values);
  }

  /** The last value of a parameter. */
  Optional<String> value(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /**
   * The number that a parameter is.
   *
   * @throws IllegalArgumentException if it is none
   */
  double number(String name, double otherwise) {
    Optional<String> text = value(name);
    try {
      return text.isEmpty() ? otherwise : Double.parseDouble(text.get());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a number, not '%s'".formatted(name, text.orElse("")), e);
    }
  }

  /**
   * @throws IllegalArgumentException if there is another parameter than the known ones
   */
  Parameters only(Collection<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown parameter '%s'; there are %s"
                .formatted(name, String.join(", ", new TreeSet<>(known))));
      }
    }
    return this;
  }
}
