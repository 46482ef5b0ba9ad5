package io.tagalong.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeValueTest {
  private static final String EMOJI = "\uD83D\uDE00";

  /** Of the application, so none of its methods may be called. */
  private static final class OwnNumber extends BigDecimal {
    private static final long serialVersionUID = 1L;

    OwnNumber() {
      super(1);
    }

    @Override
    public double doubleValue() {
      throw new AssertionError("the application's code was run");
    }
  }

  @Test
  void keepsTheNumbersOfTheJdk() {
    LongAdder adder = new LongAdder();
    adder.add(5);

    assertEquals(2.5, SafeValue.of(new BigDecimal("2.50")));
    assertEquals(1L << 62, SafeValue.of(BigInteger.ONE.shiftLeft(62)));
    assertEquals(Math.pow(2, 100), SafeValue.of(BigInteger.ONE.shiftLeft(100)));
    assertEquals(3L, SafeValue.of(new AtomicInteger(3)));
    assertEquals(4L, SafeValue.of(new AtomicLong(4)));
    assertEquals(5L, SafeValue.of(adder));
    assertEquals(2.5, SafeValue.number(new BigDecimal("2.5")));
    assertTrue(SafeValue.same(4L, new AtomicLong(4)));
  }

  @ParameterizedTest
  @CsvSource({"9007199254740993, true", "9007199254740992, false"})
  void comparesWholeNumbersExactly(long value, boolean same) {
    assertEquals(same, SafeValue.same(9007199254740993L, value));
  }

  @Test
  void comparesOtherNumbersByTheirSize() {
    assertTrue(SafeValue.same(2L, 2.0));
    assertTrue(SafeValue.same(2.5, 2.5f));
    assertFalse(SafeValue.same(2L, 2.5));
    assertTrue(SafeValue.same(2L, (byte) 2));
  }

  @Test
  void comparesACharacterAsAText() {
    assertTrue(SafeValue.same("x", 'x'));
  }

  @Test
  void leavesATextWholeWhereItIsOnlyLookedAt() {
    String text = "a".repeat(300) + "needle";

    assertSame(text, SafeValue.whole(text));
    assertNull(SafeValue.whole(new Object()));
  }

  @Test
  void runsNoCodeOfTheApplicationForANumber() {
    assertNull(SafeValue.of(new OwnNumber()));
    assertEquals(Double.NaN, SafeValue.number(new OwnNumber()));
  }

  @ParameterizedTest
  @CsvSource({
    "a, 200, 200",
    "a, 201, 200",
    "\u00e4, 100, 200", // Two bytes each.
    "\u00e4, 101, 200",
    "\u20ac, 66, 198", // Three.
    "\u20ac, 67, 198",
    EMOJI + ", 50, 200", // Four, in two chars.
    EMOJI + ", 51, 200",
  })
  void cutsAtTwoHundredBytesBetweenTwoCharacters(String character, int count, int bytes) {
    assertEquals(bytes, bytes(SafeValue.of(character.repeat(count))));
  }

  @ParameterizedTest
  @CsvSource({"1, 197", "2, 198", "3, 199", "4, 200"})
  void neverCutsAPairInTwo(int before, int bytes) {
    String text = "a".repeat(before) + EMOJI.repeat(60);

    String cut = (String) SafeValue.of(text);

    assertTrue(text.startsWith(String.valueOf(cut)), cut);
    assertEquals(bytes, bytes(cut));
  }

  @Test
  void keepsTheTextItselfWhereNothingIsCut() {
    String text = EMOJI.repeat(50);

    assertSame(text, SafeValue.of(text));
  }

  private static int bytes(@Nullable Object value) {
    return String.valueOf(value).getBytes(StandardCharsets.UTF_8).length;
  }
}
