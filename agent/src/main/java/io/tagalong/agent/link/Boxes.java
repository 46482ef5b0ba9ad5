package io.tagalong.agent.link;

import org.jspecify.annotations.Nullable;

/**
 * Boxes numbers without allocating for those that were boxed not long ago. Hot.
 *
 * <p>The caches are plain arrays that all threads read and write without any order: a box is
 * immutable, so whatever box a thread finds is whole, and a lost write costs one allocation.
 */
final class Boxes {
  private static final int MASK = 255;
  private static final @Nullable Long[] LONGS = new Long[MASK + 1];
  private static final @Nullable Double[] DOUBLES = new Double[MASK + 1];
  private static final @Nullable Float[] FLOATS = new Float[MASK + 1];

  private Boxes() {}

  static Object of(long value) {
    int place = (int) (value ^ (value >>> 32)) & MASK;
    Long box = LONGS[place];
    if (box == null || box != value) {
      box = value;
      LONGS[place] = box;
    }
    return box;
  }

  static Object of(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int mixed = (int) (bits ^ (bits >>> 32));
    int place = (mixed ^ (mixed >>> 16)) & MASK;
    Double box = DOUBLES[place];
    if (box == null || Double.doubleToRawLongBits(box) != bits) {
      box = value;
      DOUBLES[place] = box;
    }
    return box;
  }

  static Object of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int place = (bits ^ (bits >>> 16)) & MASK;
    Float box = FLOATS[place];
    if (box == null || Float.floatToRawIntBits(box) != bits) {
      box = value;
      FLOATS[place] = box;
    }
    return box;
  }
}
