package io.tagalong.intake.rule;

/** Ends the handling of a request that broke a rule whose consequence is refusal. */
public final class Refusal extends Exception {
  private final Rule rule;
  private final String detail;

  public Refusal(Rule rule, String detail) {
    super(rule.id() + ": " + detail);
    if (!rule.consequence().refuses()) {
      throw new IllegalArgumentException(rule.id() + " does not refuse a request");
    }
    this.rule = rule;
    this.detail = detail;
  }

  public Rule rule() {
    return rule;
  }

  public String detail() {
    return detail;
  }
}
