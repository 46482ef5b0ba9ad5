package io.tagalong.agent.rule;

import org.jspecify.annotations.Nullable;

/** Which calls are recorded: a value equals, or does not equal, a constant. */
public final class Condition {
  private final Chain value;
  private final @Nullable Object constant;
  private final boolean skipWhenEqual;

  private Condition(Chain value, @Nullable Object constant, boolean skipWhenEqual) {
    this.value = value;
    this.constant = constant;
    this.skipWhenEqual = skipWhenEqual;
  }

  /** Leaves out the calls where {@code value} is {@code constant}. */
  public static Condition skipWhen(Chain value, @Nullable Object constant) {
    return new Condition(value, constant, true);
  }

  /** Records only the calls where {@code value} is {@code constant}. */
  public static Condition onlyWhen(Chain value, @Nullable Object constant) {
    return new Condition(value, constant, false);
  }

  /** The condition that lets exactly the other calls pass. */
  public Condition negated() {
    return new Condition(value, constant, !skipWhenEqual);
  }

  public Chain value() {
    return value;
  }

  /** A String, a Boolean, a Long, a Double, or null. */
  public @Nullable Object constant() {
    return constant;
  }

  /** Whether equality leaves the call out; otherwise inequality does. */
  public boolean skipWhenEqual() {
    return skipWhenEqual;
  }

  @Override
  public String toString() {
    String text = constant instanceof String ? "\"" + constant + '"' : String.valueOf(constant);
    return value + (skipWhenEqual ? " != " : " == ") + text;
  }
}
