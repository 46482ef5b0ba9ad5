package io.tagalong.sidecar.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.vectors.JsonObject;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SketchKeyTest {
  private static final JsonObject REFERENCE = JsonObject.inFile("sketch-keys.json");
  private static final double MAX_RELATIVE_ERROR = 0.00778222;

  @Test
  void agreesWithTheAgentOnAllReferenceValues() {
    List<JsonObject> references = REFERENCE.objects("keys");

    for (JsonObject reference : references) {
      double value =
          Double.longBitsToDouble(Long.parseUnsignedLong(reference.text("bits").substring(2), 16));
      int key = (int) reference.number("key");

      assertEquals(withoutInfinity(key), SketchKey.of(value), "key of " + value);
    }
    assertEquals(116, references.size());
  }

  @Test
  void changesKeyAtTheReferenceBoundaries() {
    List<JsonObject> boundaries = REFERENCE.objects("binBoundaries");

    for (JsonObject bin : boundaries) {
      int key = (int) bin.number("key");
      double low = bin.number("low");
      double high = bin.number("high");
      // Just inside and outside: the edge itself is a rounded number. Bin 1 begins at its centre.
      assertEquals(key, SketchKey.of(low * (1 + 1e-12)), "above the lower edge of " + key);
      assertEquals(key - 1, SketchKey.of(low * (1 - 1e-12)), "below the lower edge of " + key);
      assertEquals(key, SketchKey.of(high * (1 - 1e-12)), "below the upper edge of " + key);
      assertEquals(
          Math.min(key + 1, SketchKey.MAX_FINITE),
          SketchKey.of(high * (1 + 1e-12)),
          "above the upper edge of " + key);
    }
    assertEquals(22, boundaries.size());
  }

  @Test
  void findsEveryBinByItsCentre() {
    for (int key = -SketchKey.MAX_FINITE; key <= SketchKey.MAX_FINITE; key++) {
      assertEquals(key, SketchKey.of(SketchKey.centre(key)));
    }
  }

  @Property
  void centreIsWithinTheErrorBound(@ForAll @DoubleRange(min = -8, max = 200) double log10) {
    double value = Math.pow(10, log10);

    double centre = SketchKey.centre(SketchKey.of(value));

    assertEquals(value, centre, value * MAX_RELATIVE_ERROR);
  }

  /** The Agent has a key for infinity; here such values stay in the last finite bin. */
  private static int withoutInfinity(int key) {
    return Math.max(-SketchKey.MAX_FINITE, Math.min(key, SketchKey.MAX_FINITE));
  }
}
