package io.tagalong.intake.rule;

/** Where the checks of one request put what they find. */
@FunctionalInterface
public interface Findings {
  void add(Rule rule, String detail);
}
