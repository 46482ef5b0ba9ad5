package io.tagalong.intake.control;

import io.tagalong.intake.ledger.Held;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of thing held and the filters that it is asked for with. */
record Query(Kind kind, Parameters filters) {

  List<Map<String, Object>> select(Held held) {
    return kind.items(held).stream().filter(this::matches).toList();
  }

  private boolean matches(Map<String, Object> item) {
    return kind.filters().stream()
        .allMatch(
            name -> {
              List<String> wanted = filters.values().getOrDefault(name, List.of());
              return name.equals("tag") ? hasTags(item, wanted) : is(item.get(name), wanted);
            });
  }

  private static boolean is(@Nullable Object value, List<String> wanted) {
    return wanted.stream().allMatch(text -> text.equals(String.valueOf(value)));
  }

  private static boolean hasTags(Map<String, Object> item, List<String> wanted) {
    return item.get("tags") instanceof List<?> tags && Set.copyOf(tags).containsAll(wanted);
  }
}
