package io.tagalong.agent.flush;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The agent's one thread of its own: once a second it flushes, and in between it makes room in the
 * sample buffers.
 *
 * <p>When the JVM shuts down, the application's own hooks run beside the agent's and may go on
 * calling. So the agent's waits until a moment has passed without a call, and the thread delivers
 * what comes later for as long as the JVM lives.
 *
 * <p>Thread and hook are made in premain, and started when there is something to flush. So neither
 * inherits the class loader or the access control context of whichever web application happens to
 * load the first woven class, and an application without one never has them.
 */
public final class FlushThread extends Thread {
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int TURNS_PER_FLUSH = 10;

  /** Without a call for so long, an application that shuts down counts as quiet. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Hook hook = new Hook(this);

  /** Guarded by this until the thread runs, then only read. */
  private @Nullable Flusher flusher;

  /** Set by the shutdown hook. */
  private volatile boolean stopping;

  /** Set by this thread, waited for by the hook. */
  private volatile boolean quiet;

  public FlushThread() {
    super(null, null, "tagalong-flush", 0, false);
    setDaemon(true);
    setContextClassLoader(null);
  }

  /**
   * Starts the thread, once, and arranges for the last flushes when the JVM shuts down.
   *
   * @throws IllegalStateException when it does so already
   */
  public synchronized void begin(Flusher work) {
    if (flusher != null) {
      return;
    }
    flusher = work;
    Runtime.getRuntime().addShutdownHook(hook);
    start();
  }

  @Override
  public void run() {
    Flusher work = Objects.requireNonNull(flusher, "begin starts the thread");
    int turns = 0;
    while (!waitForNextTurn()) {
      work.makeRoom();
      if (++turns % TURNS_PER_FLUSH == 0) {
        work.flush();
      }
    }
    work.flush();
    while (work.deliverRest()) {
      pause(QUIET_NANOS);
    }
    work.end();
    quiet = true;
    LockSupport.unpark(hook);
    while (true) {
      pause(QUIET_NANOS);
      work.deliverRest();
    }
  }

  /** Waits one turn; true when there is none. */
  private boolean waitForNextTurn() {
    if (!stopping) {
      pause(TURN_NANOS);
    }
    return stopping;
  }

  /** May end early. An interrupt, which nobody has a reason for, is forgotten: it would spin. */
  private void pause(long nanos) {
    if (!interrupted()) {
      LockSupport.parkNanos(this, nanos);
    }
  }

  /** Asks for the last flush and waits for it, but not for long. */
  private static final class Hook extends Thread {
    /**
     * How long shutdown may wait. Flushing takes some 20 ms; a second's full sample buffers, on a
     * machine without a free core, take far longer. A name that cannot be resolved must not hold
     * the JVM.
     */
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final FlushThread flushing;

    Hook(FlushThread flushing) {
      super(null, null, "tagalong-drain", 0, false);
      this.flushing = flushing;
      setContextClassLoader(null);
    }

    @Override
    public void run() {
      flushing.stopping = true;
      LockSupport.unpark(flushing);
      long end = System.nanoTime() + MAX_WAIT_NANOS;
      while (!flushing.quiet && System.nanoTime() < end) {
        LockSupport.parkNanos(flushing, end - System.nanoTime());
      }
    }
  }
}
