package io.tagalong.it.app;

import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * An application server that takes down its one web application: a class loader that was the
 * thread's while it loaded the first class that the agent weaves.
 */
public final class ThrownAwayLoader {
  /** Asks the collector so often; once is enough but for soft references to what was unpacked. */
  private static final int PATIENCE = 50;

  /** A request to the web application, in its own loader. */
  public static final class Request implements Runnable {
    private final String className;

    public Request(String className) {
      this.className = className;
    }

    @Override
    public void run() {
      try {
        Class.forName(className, true, Request.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private ThrownAwayLoader() {}

  /** {@code CLASS JAR} loads the class from the jar. Prints whether its loader was collected. */
  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> loader = use(arguments[0], Path.of(arguments[1]));
    for (int i = 0; i < PATIENCE && loader.get() != null; i++) {
      System.gc();
    }
    System.out.println(loader.get() == null ? "collected" : "retained");
  }

  private static WeakReference<ClassLoader> use(String className, Path jar) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL own = ThrownAwayLoader.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {own, url(jar)}, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> request = loader.loadClass(Request.class.getName());
      ((Runnable) request.getConstructor(String.class).newInstance(className)).run();
      return new WeakReference<>(loader);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }
}
