package io.tagalong.sidecar.listen;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A Netty event loop with its one thread, whose very end can be waited for.
 *
 * <p>It has no group: a group tells of its end on one more thread, Netty's global one, which stays
 * for a second and would keep a process for so long that could not start.
 */
final class LoopThread {
  /** For tasks that run endlessly; there should be none. */
  private static final long MAX_STOP_SECONDS = 5;

  private final IoEventLoop loop;
  private final Thread thread;

  LoopThread(String name, IoHandlerFactory waiting) {
    ThreadFactory threads = task -> new FastThreadLocalThread(task, name);
    loop = new SingleThreadIoEventLoop(null, threads, waiting);
    thread = loop.submit(Thread::currentThread).syncUninterruptibly().getNow();
  }

  IoEventLoop loop() {
    return loop;
  }

  /** Ends the loop; Netty alone says so a moment before the thread has ended. */
  void stop() {
    loop.shutdownGracefully(0, MAX_STOP_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(MAX_STOP_SECONDS));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
