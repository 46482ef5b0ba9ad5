package io.tagalong.agent.link;

/** What stands in the place of the result when a rule records a call. */
enum Outcome {
  /** What the method gave. */
  RETURNED,
  /** What the method threw, or what its stage failed with. */
  THREW,
  /** What the stage that the method gave has completed with. */
  COMPLETED
}
