package io.tagalong.sidecar.deliver;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does the file work of one endpoint's spool on a thread of its own, {@code tagalong-spool-0} and
 * so on. A disk can hang without ever failing: a network volume whose server is gone answers no
 * call, and no interrupt ends it. Whoever needs the disk waits here for a bounded time, is told
 * that it hangs, and until the disk has answered after all, everybody else is told so at once.
 *
 * <p>Threads: any may wait, one at a time, as {@link Backlog}'s monitor sees to. The thread is a
 * daemon, so that a disk that hangs for ever does not keep the process.
 */
final class DiskThread {

  /** A disk under heavy load forces a file in less. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Duration patience;
  private final ExecutorService thread;

  /** Written by whoever ran out of patience, read by the event loop for the gauge. */
  private volatile @Nullable Future<?> overdue;

  /** Work with files. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Work with files that has no result. */
  interface Task {
    void run() throws IOException;
  }

  DiskThread(String name, Duration patience) {
    this.patience = patience;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
  }

  /** Whether the disk still owes an answer for which nobody waits any more. */
  boolean isOverdue() {
    Future<?> last = overdue;
    return last != null && !last.isDone();
  }

  /** Does work that may also end when nobody waits for it any more. */
  void await(Task task) throws IOException {
    boolean unused =
        await(
            () -> {
              task.run();
              return true;
            },
            late -> {});
  }

  /**
   * Does work and gives its result. An interrupt does not shorten the wait: at shutdown it is meant
   * for the network, and what the disk has half done is better waited for.
   *
   * @param ifTooLate takes the result, on the disk's thread, when the caller was told that the disk
   *     hangs
   * @throws DiskHangsException when the disk does not answer in time, or has not answered yet
   */
  <T> T await(Work<T> work, Consumer<T> ifTooLate) throws IOException {
    if (isOverdue()) {
      throw new DiskHangsException("the disk has still not answered");
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    Future<?> running = thread.submit(() -> run(work, answer, ifTooLate));
    waitFor(answer);
    if (!answer.isDone()) {
      overdue = running;
      // Unless the work has ended at this very moment, it is too late from now on.
      answer.completeExceptionally(
          new DiskHangsException("the disk has not answered for " + patience.toMillis() + " ms"));
    }
    return result(answer);
  }

  /** Lets the thread end when it has nothing to do any more. */
  void close() {
    thread.shutdown();
  }

  private static <T> void run(Work<T> work, CompletableFuture<T> answer, Consumer<T> ifTooLate) {
    T result;
    try {
      result = work.run();
    } catch (IOException | RuntimeException | Error failure) {
      // Too late, it is nobody's: that the disk hangs was counted as the failure that it is.
      answer.completeExceptionally(failure);
      return;
    }
    if (!answer.complete(result)) {
      ifTooLate.accept(result);
    }
  }

  private void waitFor(CompletableFuture<?> answer) {
    long endNanos = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    boolean waiting = true;
    while (waiting) {
      try {
        answer.get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        waiting = false;
      } catch (ExecutionException | TimeoutException over) {
        waiting = false; // which of them, the answer knows
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T result(CompletableFuture<T> answer) throws IOException {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof IOException refused) {
        throw refused;
      }
      throw failed;
    }
  }
}
