package io.tagalong.sidecar.webhook;

import java.util.List;

/**
 * Which messages are wanted.
 *
 * @param when conditions that must all hold
 * @param unless conditions none of which may hold
 */
public record Conditions(List<Condition> when, List<Condition> unless) {
  /** Every message is wanted. */
  public static final Conditions NONE = new Conditions(List.of(), List.of());

  public Conditions {
    when = List.copyOf(when);
    unless = List.copyOf(unless);
  }

  boolean hold(Message message) {
    return when.stream().allMatch(condition -> condition.holds(message))
        && unless.stream().noneMatch(condition -> condition.holds(message));
  }

  /** Those that speak of the whole message, of no element of a list. */
  Conditions ofTheWhole() {
    return new Conditions(ofTheWhole(when), ofTheWhole(unless));
  }

  private static List<Condition> ofTheWhole(List<Condition> conditions) {
    return conditions.stream().filter(condition -> !condition.readsItem()).toList();
  }
}
