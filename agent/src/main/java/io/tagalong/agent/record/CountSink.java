package io.tagalong.agent.record;

/** Where taken counts go. */
public interface CountSink {
  /**
   * Takes one count.
   *
   * @param delta calls since the last time, never 0
   * @param tags {@code key:value} texts; not to be changed
   */
  void count(String metric, long delta, String[] tags);
}
