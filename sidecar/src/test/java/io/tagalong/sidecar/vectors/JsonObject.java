package io.tagalong.sidecar.vectors;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A JSON object of a file in {@code vectors/}, whose fields the test knows. */
@SuppressWarnings("unchecked") // The files' own format says which field is a list of what.
public record JsonObject(Map<String, Object> fields) {
  /** The content of a file that holds one object. */
  public static JsonObject inFile(String name) {
    return parse(content(name));
  }

  /** The contents of a file that holds one object a line. */
  public static List<JsonObject> linesOf(String name) {
    return content(name).lines().map(JsonObject::parse).toList();
  }

  public boolean has(String field) {
    return fields.containsKey(field);
  }

  public Object get(String field) {
    return Objects.requireNonNull(fields.get(field), field);
  }

  public String text(String field) {
    return (String) get(field);
  }

  public double number(String field) {
    return ((Number) get(field)).doubleValue();
  }

  public List<Object> list(String field) {
    return (List<Object>) get(field);
  }

  public JsonObject object(String field) {
    return new JsonObject((Map<String, Object>) get(field));
  }

  public List<JsonObject> objects(String field) {
    return list(field).stream().map(each -> new JsonObject((Map<String, Object>) each)).toList();
  }

  public static JsonObject parse(String json) {
    try {
      return new JsonObject(JSON.std.mapFrom(json));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String content(String name) {
    try (InputStream file =
        Objects.requireNonNull(JsonObject.class.getResourceAsStream("/vectors/" + name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
