package io.tagalong.sidecar.cell;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.function.Supplier;

/** Weighs what a test builds, on the heap after a full collection. */
public final class RetainedBytes {
  private RetainedBytes() {}

  /** How many bytes more the heap holds while there is what the builder returns. */
  public static long of(Supplier<Object> builder) {
    long before = usedBytes();
    Object built = builder.get();
    try {
      return usedBytes() - before;
    } finally {
      Reference.reachabilityFence(built);
    }
  }

  private static long usedBytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
