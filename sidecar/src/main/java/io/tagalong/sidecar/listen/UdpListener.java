package io.tagalong.sidecar.listen;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Listens on a UDP address, on an event loop of its own whose thread is {@code tagalong-listen-0}.
 *
 * <p>The handler and everything given to {@link #execute} and {@link #schedule} run on that thread,
 * one after another, so what they share needs no lock. A defect in any of them is counted and
 * logged, and the loop goes on.
 */
public final class UdpListener implements AutoCloseable {
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int LOG_LINES_PER_MINUTE = 6;

  /** For tasks that run endlessly; there should be none. */
  private static final long MAX_STOP_SECONDS = 5;

  private final InetSocketAddress address;
  private final EventLoop loop;
  private final ReceivingChannel channel;
  private final Telemetry telemetry;
  private final LimitedLog limitedLog;

  private UdpListener(
      DatagramChannel socket, Telemetry telemetry, LimitedLog limitedLog, DatagramHandler handler) {
    this.telemetry = telemetry;
    this.limitedLog = limitedLog;
    channel = new ReceivingChannel(socket, handler, telemetry, limitedLog);
    address = (InetSocketAddress) socket.socket().getLocalSocketAddress();
    loop =
        new MultiThreadIoEventLoopGroup(
                1,
                (ThreadFactory) task -> new FastThreadLocalThread(task, "tagalong-listen-0"),
                NioIoHandler.newFactory())
            .next();
  }

  /**
   * Binds the address and starts to receive.
   *
   * @param address with port 0 for any free port
   * @throws BindFailedException when the address cannot be had; no thread is left behind
   */
  public static UdpListener bind(
      InetSocketAddress address, Telemetry telemetry, Log log, DatagramHandler handler)
      throws BindFailedException {
    DatagramChannel socket = BoundSocket.open(address, RECEIVE_BUFFER_BYTES, log);
    UdpListener listener =
        new UdpListener(socket, telemetry, log.limited(LOG_LINES_PER_MINUTE), handler);
    listener.loop.register(listener.channel).syncUninterruptibly();
    return listener;
  }

  /** The address in use, with the actual port. */
  public InetSocketAddress address() {
    return address;
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
   * Stops listening without losing what has arrived: handles every datagram that the kernel holds,
   * closes the socket and ends the loop.
   *
   * <p>When it returns, tasks given to {@link #execute} before have run, the loop's thread has
   * ended, and what it owned is the caller's. Not to be called on the loop itself.
   */
  @Override
  public void close() {
    if (!loop.isShuttingDown()) {
      // Waited for, because a loop that shuts down closes its channels before it runs its tasks.
      loop.submit(this::drainAndClose).syncUninterruptibly();
    }
    loop.parent().shutdownGracefully(0, MAX_STOP_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void drainAndClose() {
    try {
      channel.drain();
    } catch (IOException failure) {
      telemetry.add(SelfMetric.DATAGRAM_READ_ERRORS, 1);
      limitedLog.warn(
          "drain",
          () -> "Datagrams still unread at " + address + " are lost at shutdown: " + failure);
    }
    Future<?> unused = channel.close();
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable failure) {
      telemetry.add(SelfMetric.LOOP_TASK_FAILURES, 1);
      limitedLog.warn(
          "task",
          () -> "A task broke off because of a defect in the sidecar, please report: " + failure);
    }
  }
}
