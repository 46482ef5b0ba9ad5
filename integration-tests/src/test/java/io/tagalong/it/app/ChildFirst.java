package io.tagalong.it.app;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/** A server that starts a web application, whose loader asks its parent last. */
public final class ChildFirst {
  private ChildFirst() {}

  /** {@code MAIN_CLASS ARGUMENT...} runs the class of this class path in a loader of its own. */
  public static void main(String[] arguments) throws Exception {
    URL own = ChildFirst.class.getProtectionDomain().getCodeSource().getLocation();
    try (Loader loader = new Loader(own)) {
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> main = loader.loadClass(arguments[0]);
      if (main.getClassLoader() != loader) {
        throw new IllegalStateException("the parent was asked first");
      }
      String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
      main.getMethod("main", String[].class).invoke(null, (Object) rest);
    }
  }

  private static final class Loader extends URLClassLoader {
    Loader(URL classes) {
      super(new URL[] {classes}, ChildFirst.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (name.startsWith("io.tagalong.it.") && findLoadedClass(name) == null) {
          return findClass(name);
        }
        return super.loadClass(name, resolve);
      }
    }
  }
}
