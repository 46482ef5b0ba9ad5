package io.tagalong.it.app;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An application server that takes its web applications down, each with a class loader of its own,
 * while a result that they all have asked for is still to come.
 */
public final class TakenDown {
  /** Asks the collector so often; once is enough but for soft references. */
  private static final int PATIENCE = 50;

  /** A web application; what it is given belongs to the server, and outlives it. */
  public static final class Client implements Consumer<CompletableFuture<Object>> {
    private final List<String> names = List.of("a", "b");
    @Nullable CompletableFuture<Object> asked;
    int known;

    @Override
    public void accept(CompletableFuture<Object> result) {
      connect(Thread.currentThread());
      known = names().size();
      asked = ask(result);
    }

    void connect(Thread thread) {
      thread.setName("connected");
    }

    List<String> names() {
      return names;
    }

    CompletableFuture<Object> ask(CompletableFuture<Object> result) {
      return result;
    }
  }

  private TakenDown() {}

  /** {@code NUMBER} of web applications. Prints how many of their loaders are not collected. */
  public static void main(String[] arguments) throws Exception {
    CompletableFuture<Object> result = new CompletableFuture<>();
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      loaders.add(use(result));
    }
    for (int i = 0; i < PATIENCE && !loaders.isEmpty(); i++) {
      System.gc();
      loaders.removeIf(loader -> loader.get() == null);
    }
    System.out.println("retained: " + loaders.size());
    result.complete("late");
  }

  private static WeakReference<ClassLoader> use(CompletableFuture<Object> result) throws Exception {
    URL classes = TakenDown.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(Client.class.getName());
      @SuppressWarnings("unchecked") // The same class file, of another loader.
      Consumer<CompletableFuture<Object>> client =
          (Consumer<CompletableFuture<Object>>) type.getConstructor().newInstance();
      client.accept(result);
      return new WeakReference<>(loader);
    }
  }
}
