package io.tagalong.intake.http;

import com.sun.net.httpserver.HttpServer;
import io.tagalong.intake.ledger.Ledger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The listening server and its few threads. When all are busy and the queue is full, the server's
 * own thread lends a hand, which makes new connections wait instead of failing.
 */
public final class IntakeServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int MAX_QUEUED_REQUESTS = 256;
  private static final int DEFAULT_BACKLOG = 0;

  private final HttpServer server;
  private final ExecutorService executor;

  /**
   * Binds and starts.
   *
   * @throws IOException if the address cannot be listened on
   */
  public IntakeServer(InetSocketAddress address, AcceptedKeys keys, Ledger ledger)
      throws IOException {
    server = HttpServer.create(address, DEFAULT_BACKLOG);
    executor = boundedExecutor();
    server.setExecutor(executor);
    server.createContext("/", new IntakeHandler(keys, ledger));
    server.createContext(QueryHandler.ROOT, new QueryHandler(ledger));
    server.start();
  }

  /** The address that is listened on, with the port that port 0 became. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Stops listening and drops open connections. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static ExecutorService boundedExecutor() {
    AtomicInteger threads = new AtomicInteger(); // the server's thread and the workers add threads
    ThreadFactory daemons =
        task -> {
          Thread thread = new Thread(task, "tagalong-intake-" + threads.getAndIncrement());
          thread.setDaemon(true);
          return thread;
        };
    return new ThreadPoolExecutor(
        THREADS,
        THREADS,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MAX_QUEUED_REQUESTS),
        daemons,
        new ThreadPoolExecutor.CallerRunsPolicy());
  }
}
