package io.tagalong.sidecar.listen;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One event loop of a {@link Listener}: its thread {@code tagalong-listen-N}, its sockets and its
 * handler.
 *
 * <p>The handler and everything given to {@link #execute} and {@link #schedule} run on that thread,
 * one after another, so what they share needs no lock. A defect in any of them is counted and
 * logged, and the loop goes on.
 */
public final class ListenLoop {
  private final IdleCheck idleCheck = new IdleCheck();
  private final LoopThread thread;
  private final EventLoop loop;
  private final List<Receiver> receivers = new ArrayList<>();
  private final Telemetry telemetry;
  private final LimitedLog log;
  private final GuardedHandler handler;

  /** Owned by the loop. */
  private long longestTaskNanos;

  ListenLoop(int index, DatagramHandler handler, Telemetry telemetry, LimitedLog log) {
    this.thread =
        new LoopThread(
            "tagalong-listen-" + index,
            NioIoHandler.newFactory(SelectorProvider.provider(), () -> idleCheck));
    this.loop = thread.loop();
    this.telemetry = telemetry;
    this.log = log;
    this.handler = new GuardedHandler(handler, telemetry, log);
  }

  /** Runs a task on the loop, as soon as it is free. */
  public void execute(Runnable task) {
    loop.execute(() -> run(task));
  }

  /** Runs a task on the loop after a delay, or never if the listener is closed before. */
  public void schedule(Duration delay, Runnable task) {
    Future<?> unused = loop.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * The longest time since the last call in which UDP datagrams waited and the loop read none of
   * their socket, or in which a task kept it from looking; on the loop. Unix sockets do not count:
   * their clients wait, and nothing is lost meanwhile.
   */
  public long takeLongestGapNanos() {
    long longest = Math.max(longestTaskNanos, idleCheck.takeLongestNanos());
    longestTaskNanos = 0;
    return longest;
  }

  List<Receiver> receivers() {
    return List.copyOf(receivers);
  }

  void addUdp(BoundSocket socket) {
    GapMeter gaps = new GapMeter(System::nanoTime);
    loop.submit(() -> idleCheck.add(gaps)).syncUninterruptibly();
    UdpReceiver receiver = new UdpReceiver(socket.channel(), handler, gaps, telemetry, log);
    loop.register(receiver).syncUninterruptibly();
    receivers.add(receiver);
  }

  void addUnixDatagrams(Path path) throws BindFailedException {
    receivers.add(UnixDatagramReceiver.bind(path, loop, handler, telemetry, log));
  }

  void addUnixStream(Path path, Duration frameTimeout) throws BindFailedException {
    StreamReceiver receiver = StreamReceiver.bind(path, frameTimeout, handler, telemetry, log);
    loop.register(receiver).syncUninterruptibly();
    receivers.add(receiver);
  }

  /** Lets nobody else give the loop work; not on the loop. */
  void detach() {
    receivers.forEach(Receiver::detach);
  }

  /** Runs a step of the listener itself, which does not fail. */
  Future<?> submit(Runnable step) {
    return loop.submit(step);
  }

  /** Handles everything that the kernel holds; on the loop. */
  void drain() {
    receivers.forEach(this::drain);
  }

  /** Closes the sockets; on the loop. */
  void shut() {
    receivers.forEach(Receiver::shut);
  }

  /** Ends the thread. */
  void stop() {
    thread.stop();
  }

  private void drain(Receiver receiver) {
    try {
      receiver.drain();
    } catch (IOException failure) {
      telemetry.add(SelfMetric.DATAGRAM_READ_ERRORS, 1);
      log.warn(
          "drain",
          () ->
              "What is still unread at %s is lost at shutdown: %s"
                  .formatted(receiver.url(), failure));
    }
  }

  private void run(Runnable task) {
    long begunNanos = System.nanoTime();
    try {
      task.run();
    } catch (Throwable failure) {
      telemetry.add(SelfMetric.LOOP_TASK_FAILURES, 1);
      log.warn(
          "task",
          () -> "A task broke off because of a defect in the sidecar, please report: " + failure);
    } finally {
      longestTaskNanos = Math.max(longestTaskNanos, System.nanoTime() - begunNanos);
    }
  }
}
