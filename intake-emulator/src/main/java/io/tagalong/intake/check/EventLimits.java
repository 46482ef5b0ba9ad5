package io.tagalong.intake.check;

import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How large the parts of an event may be. A part is named by its path, such as {@code
 * attributes.author.name}; where a list is on the way, each of its elements is meant.
 *
 * @param maxCharacters of texts, in code points, by path
 * @param maxElements of lists, by path
 * @param freeObjects the paths of objects in which the sender may put what it likes
 */
record EventLimits(
    Map<String, Integer> maxCharacters, Map<String, Integer> maxElements, Set<String> freeObjects) {
  /** Of each object in a free one; "Post an event" (v2) in Datadog's API reference has both. */
  private static final int MAX_PROPERTIES = 100;

  private static final int MAX_LEVELS = 10;

  EventLimits {
    maxCharacters = Map.copyOf(maxCharacters);
    maxElements = Map.copyOf(maxElements);
    freeObjects = Set.copyOf(freeObjects);
  }

  /**
   * Reports what is too large.
   *
   * @param fields of the event, as they were sent
   */
  void check(Map<String, Object> fields, Findings findings) {
    maxCharacters.forEach(
        (path, most) -> at(path, fields).forEach(text -> checkText(path, text, most, findings)));
    maxElements.forEach(
        (path, most) -> at(path, fields).forEach(list -> checkList(path, list, most, findings)));
    freeObjects.forEach(
        path -> at(path, fields).forEach(object -> checkFreeObject(path, object, findings)));
  }

  private static void checkText(String path, Object value, int most, Findings findings) {
    if (value instanceof String text && text.codePointCount(0, text.length()) > most) {
      findings.add(Rule.EVENT_TOO_LONG, "%s has more than %d characters".formatted(path, most));
    }
  }

  private static void checkList(String path, Object value, int most, Findings findings) {
    if (value instanceof List<?> list && list.size() > most) {
      findings.add(
          Rule.EVENT_LIST_TOO_LONG,
          "%s has %d elements, not %d".formatted(path, list.size(), most));
    }
  }

  private static void checkFreeObject(String path, Object object, Findings findings) {
    int properties = mostProperties(object);
    int levels = levels(object);
    if (properties > MAX_PROPERTIES || levels > MAX_LEVELS) {
      findings.add(
          Rule.EVENT_OBJECT_TOO_LARGE,
          "%s has an object of %d properties, and %d levels".formatted(path, properties, levels));
    }
  }

  private static int mostProperties(Object value) {
    int own = value instanceof Map<?, ?> object ? object.size() : 0;
    return inner(value).mapToInt(EventLimits::mostProperties).reduce(own, Math::max);
  }

  /** 0 for a text or a number, 1 for an object or list of such. */
  private static int levels(Object value) {
    int own = value instanceof Map || value instanceof Collection ? 1 : 0;
    return own + inner(value).mapToInt(EventLimits::levels).max().orElse(0);
  }

  /** What an object or a list is made of. */
  private static Stream<Object> inner(Object value) {
    Collection<?> inner = List.of();
    if (value instanceof Map<?, ?> object) {
      inner = object.values();
    } else if (value instanceof Collection<?> list) {
      inner = list;
    }
    return inner.stream().flatMap(Stream::ofNullable);
  }

  private static Stream<Object> at(String path, Object root) {
    Stream<Object> found = Stream.of(root);
    for (String name : path.split("\\.", -1)) {
      found =
          found
              .flatMap(value -> value instanceof Collection ? inner(value) : Stream.of(value))
              .filter(Map.class::isInstance)
              .flatMap(object -> Stream.ofNullable(((Map<?, ?>) object).get(name)));
    }
    return found;
  }
}
