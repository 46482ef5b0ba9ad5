package io.tagalong.intake;

import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.intake.store.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The reference values of vectors.json. */
public final class Vectors {
  private final Map<String, Object> vectors;

  public Vectors() throws IOException {
    try (InputStream in = Vectors.class.getResourceAsStream("vectors.json")) {
      vectors = JSON.std.mapFrom(Objects.requireNonNull(in));
    }
  }

  /** The list of objects of that name. */
  @SuppressWarnings("unchecked") // the file's shape is known
  public List<Map<String, Object>> list(String name) {
    return (List<Map<String, Object>>) Objects.requireNonNull(vectors.get(name));
  }

  public byte[] series() {
    return HexFormat.of().parseHex((String) Objects.requireNonNull(vectors.get("series_hex")));
  }

  public byte[] sketch(String name) {
    return HexFormat.of().parseHex((String) Objects.requireNonNull(sketchVector(name).get("hex")));
  }

  public Summary summaryOf(String name) {
    Map<String, Object> sketch = sketchVector(name);
    return new Summary(
        (long) number(sketch, "count"),
        number(sketch, "min"),
        number(sketch, "max"),
        number(sketch, "sum"));
  }

  public static double number(Map<String, Object> vector, String name) {
    return ((Number) Objects.requireNonNull(vector.get(name))).doubleValue();
  }

  private Map<String, Object> sketchVector(String name) {
    return list("sketches").stream()
        .filter(sketch -> name.equals(sketch.get("name")))
        .findFirst()
        .orElseThrow();
  }
}
