package io.tagalong.agent.rule;

/**
 * What a woven call hands over: where a path can begin.
 *
 * <p>The advice in {@code weave} has one parameter per slot, so the positions are a contract
 * between weaver and linker. Four arguments reach every parameter that the bundled rules read.
 */
public enum Slot {
  THIS("this", 0),
  ARGUMENT_0("arg[0]", 1),
  ARGUMENT_1("arg[1]", 2),
  ARGUMENT_2("arg[2]", 3),
  ARGUMENT_3("arg[3]", 4),
  RETURN("return", 5);

  private final String text;
  private final int position;

  Slot(String text, int position) {
    this.text = text;
    this.position = position;
  }

  /** The slot of the argument with this index, counted from 0. */
  public static Slot argument(int index) {
    switch (index) {
      case 0:
        return ARGUMENT_0;
      case 1:
        return ARGUMENT_1;
      case 2:
        return ARGUMENT_2;
      case 3:
        return ARGUMENT_3;
      default:
        throw new IllegalArgumentException("a path can begin at arg[0] to arg[3], not " + index);
    }
  }

  /** The index among the parameters of a woven call. */
  public int position() {
    return position;
  }

  @Override
  public String toString() {
    return text;
  }
}
