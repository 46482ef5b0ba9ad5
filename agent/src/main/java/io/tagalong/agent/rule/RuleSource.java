package io.tagalong.agent.rule;

import java.io.IOException;

/** Where the gate learns which classes have rules. Any thread may ask. */
public interface RuleSource {
  /**
   * Whether a class is named by a rule. Hot.
   *
   * @param internalName as in a class file, {@code com/statsig/sdk/StatsigServerImpl}
   */
  boolean names(String internalName);

  /** Whether there is a rule for subtypes, so that the supertypes of every class matter. Hot. */
  boolean watchesSubtypes();

  /**
   * The rules, among them all for the class.
   *
   * @param className binary name
   * @throws IOException when rules that come with the agent cannot be read
   */
  RuleBook rulesWith(String className) throws IOException;
}
