package io.tagalong.sidecar.deliver;

import static java.util.Objects.requireNonNull;

import io.tagalong.sidecar.encode.Body;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Takes bodies and says nothing until it is released, not even when it is interrupted. */
final class StubbornTransport implements Transport {

  private final Outcome afterwards;
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Written by the delivery thread before the first latch opens. */
  private volatile @Nullable Thread thread;

  StubbornTransport(Outcome afterwards) {
    this.afterwards = afterwards;
  }

  @Override
  public Outcome send(Body body) {
    thread = Thread.currentThread();
    first.countDown();
    boolean interrupted = false;
    while (released.getCount() > 0) {
      try {
        released.await();
      } catch (InterruptedException ignoredUntilLater) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return afterwards;
  }

  void awaitFirst() throws InterruptedException {
    first.await();
  }

  void release() {
    released.countDown();
  }

  void awaitEndOfItsThread() throws InterruptedException {
    requireNonNull(thread).join();
  }
}
