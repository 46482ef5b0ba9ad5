package io.tagalong.agent.flush;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The agent's one thread of its own: once a second it sends what the tables have counted, and a
 * last time when the JVM shuts down.
 *
 * <p>The thread object is made in premain but started by the first woven class. So it inherits
 * neither the class loader nor the access control context of whichever web application happened to
 * load that class, and an application without a target class never has the thread.
 */
public final class Flusher implements Runnable {
  private static final long INTERVAL_MILLIS = 1000;

  /** How long shutdown may wait: flushing takes some 20 ms, a stuck send must not hold the JVM. */
  private static final long MAX_DRAIN_MILLIS = 1000;

  private static final String[] NO_TAGS = {};

  private final String host;
  private final int port;
  private final Tables tables;
  private final Log log;
  private final Thread thread;

  /** Opened by the shutdown hook; the flush thread waits on it between flushes. */
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Owned by the flush thread. */
  private @Nullable DogStatsDSink sink;

  /** Owned by the flush thread. */
  private long errorsSent;

  /**
   * @param host name or address of the sidecar
   */
  public Flusher(String host, int port, Tables tables, Log log) {
    this.host = host;
    this.port = port;
    this.tables = tables;
    this.log = log;
    this.thread = new Thread(null, this, "tagalong-flush", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  /** Starts the thread, and arranges for the drain when the JVM shuts down. */
  public void start() {
    Runtime.getRuntime().addShutdownHook(new Thread(null, this::drain, "tagalong-drain", 0, false));
    thread.start();
  }

  @Override
  public void run() {
    while (!waitForNextFlush()) {
      flush();
    }
    flush();
    if (sink != null) {
      sink.close();
    }
  }

  /** Waits one interval; true when this is the last time. */
  private boolean waitForNextFlush() {
    try {
      return stopping.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true; // Nobody but a shutdown has a reason to interrupt this thread.
    }
  }

  private void flush() {
    try {
      if (sink == null) {
        sink = new DogStatsDSink(host, port, log);
      }
      tables.takeInto(sink);
      long errors = log.suppressedErrors();
      if (errors != errorsSent) {
        sink.count("tagalong.agent.suppressed_errors", errors - errorsSent, NO_TAGS);
        errorsSent = errors;
      }
    } catch (RuntimeException e) {
      log.say("cannot flush: " + e + "; the counts are kept and tried again every second");
    }
  }

  /** Asks for the last flush and waits for it, but not for long. */
  private void drain() {
    stopping.countDown();
    try {
      thread.join(MAX_DRAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
