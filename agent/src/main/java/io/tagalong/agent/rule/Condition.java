package io.tagalong.agent.rule;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are recorded: those where a value does, or does not, stand in relation to a constant.
 */
public final class Condition {
  /** How a value is compared. */
  public enum Relation {
    /** The value is the constant. */
    EQUALS,
    /**
     * The value is a text that has the constant in it, whatever the case; nothing has the empty
     * one.
     */
    CONTAINS
  }

  private final Chain value;
  private final Relation relation;
  private final @Nullable Object constant;
  private final boolean skipWhenTrue;

  private Condition(
      Chain value, Relation relation, @Nullable Object constant, boolean skipWhenTrue) {
    this.value = value;
    this.relation = relation;
    this.constant = constant;
    this.skipWhenTrue = skipWhenTrue;
  }

  /** Leaves out the calls where {@code value} is {@code constant}. */
  public static Condition skipWhen(Chain value, @Nullable Object constant) {
    return onlyWhen(value, constant).negated();
  }

  /** Records only the calls where {@code value} is {@code constant}. */
  public static Condition onlyWhen(Chain value, @Nullable Object constant) {
    return new Condition(value, Relation.EQUALS, constant, false);
  }

  /** Records only the calls where {@code value} has {@code text} in it. */
  public static Condition onlyWhenContains(Chain value, String text) {
    return new Condition(value, Relation.CONTAINS, text, false);
  }

  /** The condition that lets exactly the other calls pass. */
  public Condition negated() {
    return new Condition(value, relation, constant, !skipWhenTrue);
  }

  public Chain value() {
    return value;
  }

  public Relation relation() {
    return relation;
  }

  /** A String, a Boolean, a Long, a Double, or null. */
  public @Nullable Object constant() {
    return constant;
  }

  /** Whether the relation leaves the call out; otherwise its absence does. */
  public boolean skipWhenTrue() {
    return skipWhenTrue;
  }

  /** Whether no call can pass, as only constants are compared. */
  boolean blocksAll() {
    switch (relation) {
      case EQUALS:
        return value.paths().isEmpty()
            && Objects.equals(value.otherwise(), constant) == skipWhenTrue;
      case CONTAINS:
        return "".equals(constant) && !skipWhenTrue;
    }
    throw new AssertionError(relation);
  }

  @Override
  public String toString() {
    String text = constant instanceof String ? "\"" + constant + '"' : String.valueOf(constant);
    switch (relation) {
      case EQUALS:
        return value + (skipWhenTrue ? " != " : " == ") + text;
      case CONTAINS:
        return value + (skipWhenTrue ? " does not contain " : " contains ") + text;
    }
    throw new AssertionError(relation);
  }
}
