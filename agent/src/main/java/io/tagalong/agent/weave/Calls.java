package io.tagalong.agent.weave;

import io.tagalong.agent.rule.ProbeRule;
import io.tagalong.agent.rule.Rule;
import java.util.List;

/** Which calls are put into one method: what its rules and its probe ask for. */
final class Calls {
  private boolean enter;
  private boolean exit;
  private boolean thrown;
  private boolean probed;

  private Calls() {}

  /** The calls of a method, by its name and JVM descriptor. */
  static Calls of(String name, String descriptor, List<Rule> rules, List<ProbeRule> probes) {
    Calls calls = new Calls();
    for (Rule rule : rules) {
      if (rule.target().matches(name, descriptor)) {
        calls.exit = true;
        calls.enter |= rule.needsEnter();
        calls.thrown |= rule.needsThrown();
      }
    }
    for (ProbeRule probe : probes) {
      calls.probed |= probe.target().matches(name, descriptor);
    }
    return calls;
  }

  boolean none() {
    return !exit && !probed;
  }

  /** Whether rules have something to do when the method begins. */
  boolean enter() {
    return enter;
  }

  /** Whether rules record what the method returns. */
  boolean exit() {
    return exit;
  }

  /** Whether rules have something to do when the method ends with an exception. */
  boolean thrown() {
    return thrown;
  }

  /** Whether a probe watches the method, from its start to either end. */
  boolean probed() {
    return probed;
  }
}
