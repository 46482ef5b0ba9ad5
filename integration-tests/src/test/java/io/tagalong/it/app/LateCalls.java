package io.tagalong.it.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An application whose threads go on calling while it shuts down, as requests do that are still in
 * flight; its own hook waits for them, and prints how many calls there were.
 */
public final class LateCalls {
  private static final int THREADS = 8;

  private LateCalls() {}

  /** Prints {@code all called} when each thread has called, and waits for a signal. */
  public static void main(String[] arguments) throws Exception {
    int callsAfterTheSignal = Integer.parseInt(arguments[0]);
    RuledCalls.Gate gate = new RuledCalls.Gate();
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch ending = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(THREADS);
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] =
          new Thread(
              () -> {
                call(gate, calls);
                begun.countDown();
                while (ending.getCount() > 0) {
                  call(gate, calls);
                  LockSupport.parkNanos(100_000);
                }
                for (int more = 0; more < callsAfterTheSignal; more++) {
                  call(gate, calls);
                }
              });
      threads[i].start();
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ending.countDown();
                  for (Thread thread : threads) {
                    join(thread);
                  }
                  System.out.println("calls: " + calls);
                }));
    begun.await();
    System.out.println("all called");
    new CountDownLatch(1).await();
  }

  private static void call(RuledCalls.Gate gate, AtomicInteger calls) {
    calls.incrementAndGet();
    gate.check("late", 1, 2);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
