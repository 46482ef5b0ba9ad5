package io.tagalong.sidecar.cell;

/**
 * Estimates how many distinct texts it was given, in 2 KiB: a HyperLogLog (Flajolet et al., 2007)
 * of 2^{@value #INDEX_BITS} registers, whose standard error is 1.04 / sqrt(2048) = 2.3 %.
 *
 * <p>A hash of 64 bits picks a register by its first bits; the register keeps the longest run of
 * zeros that the other bits began with. The paper's correction for large counts is for hashes of 32
 * bits and absent here; the one for small counts serves counts below 2.5 times the registers.
 *
 * <p>Threads: owned by the aggregator's thread.
 */
final class DistinctEstimate {
  private static final int INDEX_BITS = 11;
  private static final int REGISTERS = 1 << INDEX_BITS;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS); // The paper's constant.

  private final byte[] registers = new byte[REGISTERS];

  void add(String text) {
    long hash = hash(text);
    int index = (int) (hash >>> (Long.SIZE - INDEX_BITS));
    int rank = Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << (INDEX_BITS - 1)) + 1;
    registers[index] = (byte) Math.max(registers[index], rank);
  }

  /** Adds all texts that the other one was given; those that both were given count once. */
  void merge(DistinctEstimate other) {
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  /** The estimate, a whole number. */
  double count() {
    double harmonic = 0;
    int empty = 0;
    for (byte rank : registers) {
      harmonic += 1.0 / (1L << rank);
      empty += rank == 0 ? 1 : 0;
    }
    double raw = ALPHA * REGISTERS * REGISTERS / harmonic;
    boolean small = raw <= 2.5 * REGISTERS && empty > 0;
    return Math.rint(small ? REGISTERS * Math.log((double) REGISTERS / empty) : raw);
  }

  /**
   * FNV-1a over the characters, then the finalizer of MurmurHash3 so that all bits depend on all.
   */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
