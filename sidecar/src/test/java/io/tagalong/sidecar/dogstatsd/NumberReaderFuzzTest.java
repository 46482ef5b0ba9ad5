package io.tagalong.sidecar.dogstatsd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Any bytes are a number to the reader exactly if they are one to Go, and then the same one. */
class NumberReaderFuzzTest {
  private static final Pattern NAN = Pattern.compile("(?i)nan");
  private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(?:inity)?");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[+-]?0[xX](?:\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)[pP][+-]?\\d+");
  private static final Pattern HEXADECIMAL_PREFIX = Pattern.compile("[+-]?0[xX]");
  private static final Pattern DECIMAL_SEPARATOR = Pattern.compile("(?<=\\d)_(?=\\d)");
  private static final Pattern HEXADECIMAL_SEPARATOR =
      Pattern.compile("(?<=[\\p{XDigit}xX])_(?=\\p{XDigit})");
  private static final Pattern PLAIN = Pattern.compile("-?\\d+(?:\\.\\d+)?");

  private final NumberReader reader = new NumberReader();

  @FuzzTest(maxDuration = "2m")
  void agreesWithGosGrammar(byte[] text) {
    OptionalDouble expected = numberInGo(new String(text, ISO_8859_1));

    boolean read = reader.read(text, 0, text.length);

    assertEquals(expected.isPresent(), read);
    if (read) {
      assertEquals(expected.getAsDouble(), reader.value());
    }
  }

  @FuzzTest(maxDuration = "2m")
  void roundsAsExactArithmeticDoes(byte[] text) {
    String plain = new String(text, ISO_8859_1);
    if (PLAIN.matcher(plain).matches() && reader.read(text, 0, text.length)) {
      BigDecimal exact = new BigDecimal(plain);
      BigDecimal error = exact.subtract(new BigDecimal(reader.value())).abs();
      BigDecimal above = exact.subtract(new BigDecimal(Math.nextUp(reader.value()))).abs();
      BigDecimal below = exact.subtract(new BigDecimal(Math.nextDown(reader.value()))).abs();

      assertTrue(error.compareTo(above) <= 0 && error.compareTo(below) <= 0, plain);
    }
  }

  /**
   * What {@code strconv.ParseFloat} makes of a text, said otherwise than in the reader: separators
   * are taken out where they may stand, and what is left must be a literal without any.
   */
  private static OptionalDouble numberInGo(String text) {
    if (NAN.matcher(text).matches()) {
      return OptionalDouble.of(Double.NaN);
    }
    if (INFINITE.matcher(text).matches()) {
      return OptionalDouble.of(
          text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    boolean hexadecimal = HEXADECIMAL_PREFIX.matcher(text).lookingAt();
    Pattern separator = hexadecimal ? HEXADECIMAL_SEPARATOR : DECIMAL_SEPARATOR;
    String literal = separator.matcher(text).replaceAll("");
    if (!(hexadecimal ? HEXADECIMAL : DECIMAL).matcher(literal).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(literal);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
