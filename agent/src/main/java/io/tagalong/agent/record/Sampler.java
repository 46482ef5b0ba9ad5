package io.tagalong.agent.record;

import java.util.concurrent.ThreadLocalRandom;

/** Decides by lot which calls are recorded. Hot. */
public final class Sampler {
  private Sampler() {}

  /**
   * Draws.
   *
   * @param rate the part that wins, above 0, at most 1
   */
  public static boolean draw(double rate) {
    return ThreadLocalRandom.current().nextDouble() < rate;
  }
}
