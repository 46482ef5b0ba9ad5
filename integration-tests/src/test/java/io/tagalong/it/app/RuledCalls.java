package io.tagalong.it.app;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private RuledCalls() {}

  /**
   * {@code allocation WARM CALLS} prints the bytes that counted and timed calls have allocated on
   * their thread; {@code threads NUMBER CALLS} calls from so many threads, so often from each;
   * {@code loop FILE} calls until the file is there; {@code loaders NUMBER} calls in so many class
   * loaders, each thrown away.
   */
  public static void main(String[] arguments) throws Exception {
    Gate gate = new Gate();
    if (arguments[0].equals("loop")) {
      while (!Files.exists(Path.of(arguments[1]))) {
        gate.check("loop", 1, 2);
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
      int calls = Integer.parseInt(arguments[2]);
      call(gate, Integer.parseInt(arguments[1]));
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long id = Thread.currentThread().getId();
      threads.getThreadAllocatedBytes(id);
      long before = threads.getThreadAllocatedBytes(id);
      call(gate, calls);
      System.out.println(threads.getThreadAllocatedBytes(id) - before);
    }
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
