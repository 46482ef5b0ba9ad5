package io.tagalong.intake.json;

import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is asked for its fields by name and type, and at the end refuses the fields
 * that nobody has asked for. A field that is null counts as absent.
 *
 * <p>Optional fields have a default: empty for texts and lists.
 */
public final class JsonObject {
  private final Map<String, Object> fields;
  private final String where;
  private final Set<String> asked = new HashSet<>();

  private JsonObject(Map<String, Object> fields, String where) {
    this.fields = fields;
    this.where = where;
  }

  static JsonObject of(@Nullable Object value, String where) throws Refusal {
    if (!(value instanceof Map<?, ?> map)) {
      throw new Refusal(Rule.JSON_FIELD_MISTYPED, where + " is no object");
    }
    Map<String, Object> fields = new HashMap<>();
    map.forEach(
        (name, field) -> {
          if (field != null) {
            fields.put((String) name, field);
          }
        });
    return new JsonObject(fields, where);
  }

  static List<JsonObject> listOf(@Nullable Object value, String where) throws Refusal {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : asList(value, where)) {
      objects.add(of(element, "an element of " + where));
    }
    return objects;
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  public String text(String name) throws Refusal {
    return as(String.class, name, required(name), "a text");
  }

  public String text(String name, String otherwise) throws Refusal {
    return has(name) ? text(name) : otherwise;
  }

  public long integer(String name) throws Refusal {
    return wholeNumber(required(name), name + " of " + where);
  }

  public long integer(String name, long otherwise) throws Refusal {
    return has(name) ? integer(name) : otherwise;
  }

  double number(String name) throws Refusal {
    return as(Number.class, name, required(name), "a number").doubleValue();
  }

  public List<String> texts(String name) throws Refusal {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name, true)) {
      texts.add(as(String.class, "an element of " + name, element, "a text"));
    }
    return texts;
  }

  public Map<String, String> textsByName(String name) throws Refusal {
    Map<String, String> texts = new HashMap<>();
    JsonObject object = object(name, true);
    for (String key : object.fields.keySet()) {
      texts.put(key, object.text(key));
    }
    return texts;
  }

  public JsonObject object(String name) throws Refusal {
    return object(name, false);
  }

  List<JsonObject> objects(String name) throws Refusal {
    return listOf(required(name), name + " of " + where);
  }

  List<JsonObject> optionalObjects(String name) throws Refusal {
    return has(name) ? objects(name) : List.of();
  }

  /** A list of lists, as the points of version 1 are. */
  List<List<?>> lists(String name) throws Refusal {
    List<List<?>> lists = new ArrayList<>();
    for (Object element : list(name, false)) {
      lists.add(asList(element, "an element of " + name));
    }
    return lists;
  }

  /** Marks a field as known whatever its value is. */
  void allow(String name) {
    asked.add(name);
  }

  /** The fields that nobody has asked for. */
  Map<String, Object> others() {
    Map<String, Object> others = new HashMap<>(fields);
    others.keySet().removeAll(asked);
    return others;
  }

  /** All fields as they were sent. */
  Map<String, Object> all() {
    return fields;
  }

  public void refuseOthers() throws Refusal {
    for (String name : others().keySet()) {
      throw new Refusal(Rule.JSON_FIELD_UNKNOWN, "'" + name + "' in " + where);
    }
  }

  static double number(@Nullable Object value, String what) throws Refusal {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new Refusal(Rule.JSON_FIELD_MISTYPED, what + " is no number");
  }

  static List<?> asList(@Nullable Object value, String what) throws Refusal {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new Refusal(Rule.JSON_FIELD_MISTYPED, what + " is no list");
  }

  private JsonObject object(String name, boolean mayBeAbsent) throws Refusal {
    Object value = mayBeAbsent && !has(name) ? Map.of() : required(name);
    asked.add(name);
    return of(value, name + " of " + where);
  }

  private List<?> list(String name, boolean mayBeAbsent) throws Refusal {
    asked.add(name);
    return mayBeAbsent && !has(name) ? List.of() : asList(required(name), name + " of " + where);
  }

  private Object required(String name) throws Refusal {
    asked.add(name);
    Object value = fields.get(name);
    if (value == null) {
      throw new Refusal(Rule.JSON_FIELD_MISSING, "'" + name + "' in " + where);
    }
    return value;
  }

  private <T> T as(Class<T> type, String name, @Nullable Object value, String wanted)
      throws Refusal {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new Refusal(
        Rule.JSON_FIELD_MISTYPED, "%s of %s is not %s".formatted(name, where, wanted));
  }

  private static long wholeNumber(Object value, String what) throws Refusal {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new Refusal(Rule.JSON_FIELD_MISTYPED, what + " is no integer");
  }
}
