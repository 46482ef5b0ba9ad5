package io.tagalong.intake.check;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.Vectors;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class SketchKeysTest {
  private static final double RELATIVE_ERROR = 1e-12;

  private final Vectors vectors;

  SketchKeysTest() throws IOException {
    vectors = new Vectors();
  }

  @Test
  void givesReferenceValuesTheirKeys() {
    assertAll(
        vectors.list("keys").stream()
            .map(
                reference ->
                    () -> {
                      double value = Vectors.number(reference, "value");
                      assertEquals(
                          (int) Vectors.number(reference, "key"), SketchKeys.of(value), "" + value);
                    }));
  }

  @Test
  void givesReferenceBinsTheirEdges() {
    assertAll(
        vectors.list("bins").stream()
            .map(
                bin ->
                    () -> {
                      int key = (int) Vectors.number(bin, "key");
                      double low = Vectors.number(bin, "low");
                      double high = Vectors.number(bin, "high");
                      assertEquals(low, SketchKeys.low(key), low * RELATIVE_ERROR);
                      assertEquals(high, SketchKeys.high(key), high * RELATIVE_ERROR);
                      assertEquals(-high, SketchKeys.low(-key), high * RELATIVE_ERROR);
                      assertEquals(-low, SketchKeys.high(-key), high * RELATIVE_ERROR);
                    }));
  }

  @Test
  void spreadsBinOfZeroToBothSides() {
    assertEquals(-SketchKeys.low(1), SketchKeys.low(0));
    assertEquals(SketchKeys.low(1), SketchKeys.high(0));
  }
}
