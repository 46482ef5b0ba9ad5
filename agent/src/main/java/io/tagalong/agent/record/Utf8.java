package io.tagalong.agent.record;

/** How long texts are on the wire. */
public final class Utf8 {
  private Utf8() {}

  /** The bytes that a char takes: each half of a pair has two of its four. Hot. */
  public static int bytes(char c) {
    return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }
}
