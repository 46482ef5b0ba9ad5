package io.tagalong.agent.flush;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The agent's one thread of its own: once a second it sends what the tables have gathered, and a
 * last time when the JVM shuts down. In between it makes room in the sample buffers.
 *
 * <p>The thread object is made in premain but started by the first woven class. So it inherits
 * neither the class loader nor the access control context of whichever web application happened to
 * load that class, and an application without a target class never has the thread.
 */
public final class Flusher implements Runnable {
  /** What else the flush thread does, besides flushing. */
  public interface Companion {
    /** Runs before each flush. Whatever it throws keeps the flush for the next second. */
    void everySecond();

    /** Runs once, when the last metrics have left. May take two seconds. */
    void ended();
  }

  private static final long TURN_MILLIS = 100;
  private static final int TURNS_PER_FLUSH = 10;

  /**
   * How long shutdown may wait. Flushing takes some 20 ms; a second's full sample buffers, on a
   * machine without a free core, take far longer. A name that cannot be resolved must not hold the
   * JVM.
   */
  private static final long MAX_DRAIN_MILLIS = 3000;

  private final String host;
  private final int port;
  private final List<String> constantTags;
  private final Tables tables;
  private final SelfMetrics selfMetrics;
  private final Companion companion;
  private final Log log;
  private final Thread thread;

  /** Opened by the shutdown hook; the flush thread waits on it between flushes. */
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Guarded by this: class loading threads and the one that starts the agent. */
  private boolean started;

  /** Owned by the flush thread. */
  private @Nullable DogStatsDSink sink;

  /**
   * @param host name or address of the sidecar
   * @param constantTags {@code key:value} texts for every message
   * @param companion runs on the flush thread
   */
  public Flusher(
      String host,
      int port,
      List<String> constantTags,
      Tables tables,
      SelfMetrics selfMetrics,
      Companion companion,
      Log log) {
    this.host = host;
    this.port = port;
    this.constantTags = constantTags;
    this.tables = tables;
    this.selfMetrics = selfMetrics;
    this.companion = companion;
    this.log = log;
    this.thread = new Thread(null, this, "tagalong-flush", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  /** Starts the thread, once, and arranges for the drain when the JVM shuts down. */
  public synchronized void start() {
    if (started) {
      return;
    }
    started = true;
    try {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(null, this::drain, "tagalong-drain", 0, false));
      thread.start();
    } catch (IllegalStateException e) {
      log.say("the JVM is shutting down already; what is recorded from now on is lost");
    }
  }

  @Override
  public void run() {
    int turns = 0;
    while (!waitForNextTurn()) {
      tables.drain();
      if (++turns % TURNS_PER_FLUSH == 0) {
        flush();
      }
    }
    flush();
    if (sink != null) {
      sink.close();
    }
    companion.ended();
  }

  /** Waits one turn; true when this is the last time. */
  private boolean waitForNextTurn() {
    try {
      return stopping.await(TURN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true; // Nobody but a shutdown has a reason to interrupt this thread.
    }
  }

  private void flush() {
    try {
      companion.everySecond();
      DogStatsDSink open = sink;
      if (open == null) {
        open = new DogStatsDSink(host, port, constantTags, this::sendFailed);
        sink = open;
      }
      tables.takeInto(open);
      selfMetrics.takeInto(open);
    } catch (RuntimeException e) {
      selfMetrics.flushFailed();
      log.say("cannot flush: " + e + "; what is recorded is kept and tried again every second");
    }
  }

  /** Called by the client's threads, which go on with the next datagram. */
  private void sendFailed(Exception error) {
    selfMetrics.flushFailed();
    log.say(
        "cannot send to "
            + host
            + ":"
            + port
            + " ("
            + error
            + "); what is not sent is lost until a sidecar listens there");
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
