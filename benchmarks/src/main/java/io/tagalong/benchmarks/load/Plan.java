package io.tagalong.benchmarks.load;

/**
 * How long things take.
 *
 * @param rounds of a duel
 * @param roundSeconds for each server of a round
 * @param warmUpSeconds at 20 k datagrams/s, discarded
 * @param stepSeconds of each rate of a ladder
 * @param lossSeconds of a load that must lose nothing
 * @param memorySeconds of a load after which memory is read
 * @param largest contexts of the largest cases
 */
record Plan(
    int rounds,
    double roundSeconds,
    double warmUpSeconds,
    double stepSeconds,
    double lossSeconds,
    double memorySeconds,
    int largest) {
  static final Plan FULL = new Plan(5, 4, 20, 4, 60, 22, 1_000_000);

  /** For a look; too short for a verdict. */
  static final Plan QUICK = new Plan(3, 2, 3, 2, 15, 11, 200_000);

  /** The same with a longer warm-up: under a light load a JVM compiles for a minute. */
  Plan withLongWarmUp() {
    return new Plan(
        rounds, roundSeconds, 3 * warmUpSeconds, stepSeconds, lossSeconds, memorySeconds, largest);
  }
}
