package io.tagalong.agent.rule;

/** Which probe watches some methods: for what the keys of a rule cannot say. */
public final class ProbeRule {
  private final String id;
  private final Target target;
  private final String probe;

  /**
   * @param id names the rule in messages: {@code probe http.jdk (http.yaml:12)}
   * @param probe the name that the agent has given a probe
   */
  public ProbeRule(String id, Target target, String probe) {
    this.id = id;
    this.target = target;
    this.probe = probe;
  }

  public String id() {
    return id;
  }

  public Target target() {
    return target;
  }

  public String probe() {
    return probe;
  }
}
