package io.tagalong.it.app;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** An application whose methods a test writes rules for. */
public final class RuledCalls {
  /** What rules can name: an implementation of it is the application itself. */
  interface Checking {
    boolean check(String name, int kind, long size);
  }

  /** The class that the rules of the test name. */
  static final class Gate implements Checking {
    private long calls;

    @Override
    public boolean check(String name, int kind, long size) {
      calls++;
      return name.length() > kind;
    }

    long timed(String name) {
      return calls + name.length();
    }
  }

  /** One method for each kind of metric. */
  static final class Kinds {
    private final String plan;

    Kinds(String plan) {
      this.plan = plan;
    }

    double level(double percent) {
      return percent;
    }

    String visit(String user) {
      return user;
    }

    double size(double bytes) {
      return bytes;
    }

    String often() {
      return plan;
    }

    /** What a rule may read and should not. */
    public String broken() {
      return plan.substring(plan.length() + 1);
    }

    CompletableFuture<String> later(CompletableFuture<String> answer) {
      return answer.thenApply(text -> text + ' ' + plan);
    }
  }

  private RuledCalls() {}

  /**
   * {@code allocation WARM CALLS} prints the bytes that counted and timed calls have allocated on
   * their thread; {@code threads NUMBER CALLS} calls from so many threads, so often from each;
   * {@code loop FILE} calls until the file is there; {@code loaders NUMBER} calls in so many class
   * loaders, each thrown away; {@code kinds NUMBER} calls each kind, one of them so often; {@code
   * stay CALLS} calls so often, says so, and waits for a signal; {@code late CALLS FILE} does not
   * wait for a signal but for the file, and then calls as often again; {@code deep FILE} calls
   * where the stack ends, and then until the file is there.
   */
  public static void main(String[] arguments) throws Exception {
    Gate gate = new Gate();
    if (arguments[0].equals("loop")) {
      while (!Files.exists(Path.of(arguments[1]))) {
        gate.check("loop", 1, 2);
        LockSupport.parkNanos(1_000_000);
      }
    } else if (arguments[0].equals("kinds")) {
      callEachKind(Integer.parseInt(arguments[1]));
    } else if (arguments[0].equals("stay")) {
      call(gate, Integer.parseInt(arguments[1]));
      System.out.println("all called");
      new CountDownLatch(1).await();
    } else if (arguments[0].equals("late")) {
      call(gate, Integer.parseInt(arguments[1]));
      System.out.println("all called");
      while (!Files.exists(Path.of(arguments[2]))) {
        LockSupport.parkNanos(1_000_000);
      }
      call(gate, Integer.parseInt(arguments[1]));
    } else if (arguments[0].equals("deep")) {
      gate.check("begun", 0, 1); // What is loaded and initialised here finds stack enough.
      dive(gate);
      while (!Files.exists(Path.of(arguments[1]))) {
        gate.timed("surfaced");
        LockSupport.parkNanos(1_000_000);
      }
    } else if (arguments[0].equals("loaders")) {
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        callInFreshLoader();
      }
    } else if (arguments[0].equals("threads")) {
      Thread[] threads = new Thread[Integer.parseInt(arguments[1])];
      for (int i = 0; i < threads.length; i++) {
        threads[i] = new Thread(() -> call(gate, Integer.parseInt(arguments[2])));
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    } else {
      call(gate, Integer.parseInt(arguments[1]));
      System.out.println(leastAllocated(gate, Integer.parseInt(arguments[2])));
    }
  }

  /** Of a few times, as in one of them a buffer of the agent may still have to grow. */
  private static long leastAllocated(Gate gate, int calls) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    threads.getThreadAllocatedBytes(id);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long before = threads.getThreadAllocatedBytes(id);
      call(gate, calls);
      least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
    }
    return least;
  }

  /** Goes down until the stack ends, and calls at every step of the way up. */
  @SuppressWarnings("InfiniteRecursion") // It ends where the stack does.
  private static void dive(Gate gate) {
    try {
      dive(gate);
    } catch (StackOverflowError e) {
      // The way up begins here, and again wherever there is no stack for the call.
    }
    gate.check("deep", 1, 2);
  }

  private static void callEachKind(int often) {
    Kinds kinds = new Kinds("free");
    kinds.level(3);
    kinds.level(7.5);
    kinds.visit("ann");
    kinds.visit("bob");
    kinds.visit("ann");
    kinds.size(1.25);
    kinds.size(4);
    for (int i = 0; i < often; i++) {
      kinds.often();
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> failure = new CompletableFuture<>();
    CompletableFuture<?> all =
        CompletableFuture.allOf(
            kinds.later(answer), kinds.later(failure), kinds.later(new CompletableFuture<>()));
    answer.complete("yes");
    failure.completeExceptionally(new IllegalStateException("no"));
    System.out.println("all answered: " + all.isDone());
  }

  private static void callInFreshLoader() throws Exception {
    URL classes = RuledCalls.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> gate = loader.loadClass(Gate.class.getName());
      Constructor<?> constructor = gate.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method check = gate.getMethod("check", String.class, int.class, long.class);
      check.setAccessible(true);
      check.invoke(constructor.newInstance(), "thrown away", 1, 2L);
    }
  }

  private static void call(Gate gate, int times) {
    for (int i = 0; i < times; i++) {
      gate.check("new_checkout", 1_000 + (i & 3), 1L << 40);
      gate.timed("new_checkout");
    }
  }
}
