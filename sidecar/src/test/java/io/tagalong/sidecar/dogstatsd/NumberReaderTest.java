package io.tagalong.sidecar.dogstatsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of accepted and rejected numbers is that of Go's strconv tests. */
class NumberReaderTest {
  private final NumberReader reader = new NumberReader();

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "+1, 1",
    "-1, -1",
    "1., 1",
    ".5, 0.5",
    "-.5, -0.5",
    "5e3, 5000",
    "5E-3, 0.005",
    "1.0E10, 1e10",
    "00012, 12",
    "0000000000000000000000000042, 42",
    "-000000000000000000000000.25, -0.25",
    "0000000000000000000000000000, 0",
    "000000000000000000000_1e0_2, 100",
    "1e-400, 0",
    "0e99999999999, 0",
    "9007199254740993, 9007199254740992",
    "0.30000000000000004, 0.30000000000000004",
    "123456789012345678, 123456789012345678",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "1_000, 1000",
    "1_23.50_0_0e+1_2, 1.235e14",
    "0x1p-2, 0.25",
    "0X1P3, 8",
    "-0x.8p1, -1",
    "0x1.8p0, 1.5",
    "0x_1_2.3_4_5p+1_2, 74565",
    "inf, Infinity",
    "+Inf, Infinity",
    "-INFINITY, -Infinity",
    "nAn, NaN",
  })
  void acceptsWhatGoAccepts(String text, double expected) {
    assertTrue(read(text));

    assertEquals(expected, reader.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "-",
        "+",
        "e",
        "1e",
        "1e+",
        "--1",
        "+-1",
        " 1",
        "1 ",
        "1,5",
        "1f",
        "1d",
        "1L",
        "0x10",
        "0x",
        "0xp1",
        "0x.p1",
        "0x1p",
        "0b1",
        "1.2.3",
        "1e5.5",
        "1e309",
        "-1e309",
        "0x1p1024",
        "+nan",
        "infin",
        "in",
        "nanx",
        "∞",
        "٣",
        "_1",
        "1_",
        "1__0",
        "1_.5",
        "1._5",
        "1.5_e1",
        "1.5e_1",
        "1.5e+_1",
        "1e1_",
        "0_x1p0",
        "_0x1p0",
        "0x1__2p0",
        "0x12_.3p0",
        "0x12._3p0",
        "0x1_p0",
        "0x_p0",
        "0x_.8p0",
        "\u0000",
        "1\u0000"
      })
  void rejectsWhatGoRejects(String text) {
    assertFalse(read(text));
  }

  @Test
  void keepsTheSignOfZero() {
    assertTrue(read("-0"));

    assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(reader.value()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "1_1", "0x1_1"})
  void survivesNumbersAsLongAsADatagram(String part) {
    assertFalse(read(part + "1_1".repeat(20_000) + "x"));
  }

  @Property
  void readsEveryFiniteDoubleExactly(@ForAll double value) {
    assertTrue(read(Double.toString(value)));

    assertEquals(value, reader.value());
  }

  @Property
  void roundsPlainDecimalsAsTheJdkDoes(@ForAll long digits, @ForAll @IntRange(max = 19) int scale) {
    String text = BigDecimal.valueOf(digits, scale).toPlainString();

    assertTrue(read(text));
    assertEquals(Double.parseDouble(text), reader.value());
  }

  private boolean read(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return reader.read(bytes, 1, bytes.length - 1);
  }
}
