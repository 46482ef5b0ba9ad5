package io.tagalong.sidecar.dogstatsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the naive search, for every part of arrays around three steps long. */
class BytesTest {
  private static final int MAX_LENGTH = 3 * Long.BYTES + 1;

  /** Around what a borrow and a sign could spoil: the separators' neighbours, 0, 0x7F, 0x80. */
  private static final byte[] FILLINGS = {
    0, 1, '9', ':', ';', '{', '|', '}', 0x7F, (byte) 0x80, (byte) 0xBA, (byte) 0xFC, (byte) 0xFF
  };

  @Test
  void findsTheFirstWhereverItIs() {
    for (byte filling : FILLINGS) {
      for (int at = 0; at < MAX_LENGTH; at++) {
        byte[] bytes = new byte[MAX_LENGTH];
        Arrays.fill(bytes, filling);
        bytes[at] = '|';
        assertAllPartsAgree(bytes, (byte) '|', (byte) ':');
      }
    }
  }

  @Test
  void findsBytesFromTheUpperHalf() {
    for (int wanted = Byte.MIN_VALUE; wanted < 0; wanted++) {
      byte[] bytes = new byte[MAX_LENGTH];
      Arrays.fill(bytes, (byte) (wanted + 1));
      bytes[11] = (byte) wanted;
      assertAllPartsAgree(bytes, (byte) wanted, (byte) 0);
    }
  }

  @Test
  void agreesWithTheNaiveSearchOnAnyBytes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(MAX_LENGTH)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = FILLINGS[random.nextInt(FILLINGS.length)];
      }
      assertAllPartsAgree(bytes, (byte) '|', (byte) ':', "seed " + seed);
    }
  }

  private static void assertAllPartsAgree(byte[] bytes, byte wanted, byte other) {
    assertAllPartsAgree(bytes, wanted, other, "");
  }

  private static void assertAllPartsAgree(byte[] bytes, byte wanted, byte other, String hint) {
    for (int from = 0; from <= bytes.length; from++) {
      for (int to = from; to <= bytes.length; to++) {
        int one = naive(bytes, wanted, wanted, from, to);
        int either = naive(bytes, wanted, other, from, to);
        if (Bytes.endOf(bytes, wanted, from, to) != one
            || Bytes.indexOf(bytes, wanted, from, to) != (one == to ? -1 : one)
            || Bytes.endOfEither(bytes, wanted, other, from, to) != either) {
          String part = Arrays.toString(bytes) + " [" + from + ", " + to + ") " + hint;
          assertEquals(one, Bytes.endOf(bytes, wanted, from, to), part);
          assertEquals(one == to ? -1 : one, Bytes.indexOf(bytes, wanted, from, to), part);
          assertEquals(either, Bytes.endOfEither(bytes, wanted, other, from, to), part);
        }
      }
    }
  }

  private static int naive(byte[] bytes, byte wanted, byte other, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != wanted && bytes[i] != other) {
      i++;
    }
    return i;
  }
}
