package io.tagalong.sidecar;

import io.tagalong.sidecar.webhook.Batch;
import io.tagalong.sidecar.webhook.Inlet;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Brings batches to a shard, as tasks of its event loop, each as short as the handling of a large
 * datagram: UDP is read between them.
 *
 * <p>Threads: any thread offers; the tasks run on the event loop. At most {@value #MAX_WAITING} of
 * them wait at a time.
 */
final class ShardInlet implements Inlet {
  /** Some 2 MiB of samples. */
  static final int MAX_WAITING = 256;

  private static final SocketAddress SENDER = new Receiver();

  private final Shard shard;
  private final Executor loop;

  /** Taken by the threads that offer, given back by the event loop. */
  private final Semaphore room = new Semaphore(MAX_WAITING);

  ShardInlet(Shard shard, Executor loop) {
    this.shard = shard;
    this.loop = loop;
  }

  @Override
  public boolean offer(Batch batch) {
    List<Runnable> tasks = new ArrayList<>();
    for (byte[] datagram : batch.datagrams()) {
      tasks.add(() -> shard.datagram(datagram, datagram.length, SENDER));
    }
    if (batch.hasNotices()) {
      tasks.add(() -> takeNotices(batch));
    }
    if (!room.tryAcquire(tasks.size())) {
      return false;
    }
    tasks.forEach(task -> loop.execute(() -> run(task)));
    return true;
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      room.release();
    }
  }

  private void takeNotices(Batch batch) {
    batch.events().forEach(shard::event);
    batch.changes().forEach(shard::change);
    batch.logs().forEach(shard::log);
  }

  /** Stands for the sender in what the shard logs. */
  private static final class Receiver extends SocketAddress {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      return "the HTTP receiver";
    }
  }
}
