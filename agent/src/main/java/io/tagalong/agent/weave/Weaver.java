package io.tagalong.agent.weave;

import io.tagalong.agent.rule.ProbeRule;
import io.tagalong.agent.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the agent's calls into a class. */
interface Weaver {
  /**
   * Weaves one class.
   *
   * @param classFile its bytes, left as they are
   * @param rules those that the class is a target of
   * @param probes likewise
   * @return the woven class file; null when no method of the class has a rule
   */
  byte @Nullable [] weave(byte[] classFile, List<Rule> rules, List<ProbeRule> probes);
}
