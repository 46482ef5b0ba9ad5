package io.tagalong.agent.rule;

/** When a call is not counted: a value equals, or does not equal, a constant. */
public final class Condition {
  private final TagValue value;
  private final Object constant;
  private final boolean skipWhenEqual;

  private Condition(TagValue value, Object constant, boolean skipWhenEqual) {
    this.value = value;
    this.constant = constant;
    this.skipWhenEqual = skipWhenEqual;
  }

  /** Leaves out the calls where {@code value} is {@code constant}. */
  public static Condition skipWhen(TagValue value, Object constant) {
    return new Condition(value, constant, true);
  }

  /** Counts only the calls where {@code value} is {@code constant}. */
  public static Condition onlyWhen(TagValue value, Object constant) {
    return new Condition(value, constant, false);
  }

  public TagValue value() {
    return value;
  }

  /** A String or a Boolean. */
  public Object constant() {
    return constant;
  }

  /** Whether equality leaves the call out; otherwise inequality does. */
  public boolean skipWhenEqual() {
    return skipWhenEqual;
  }
}
