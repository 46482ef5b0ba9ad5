package io.tagalong.sidecar.listen;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Listens on every endpoint it is given, on one event loop whose thread is {@code
 * tagalong-listen-0}.
 *
 * <p>The handler and everything given to {@link #execute} and {@link #schedule} run on that thread,
 * one after another, so what they share needs no lock. A defect in any of them is counted and
 * logged, and the loop goes on.
 */
public final class Listener implements AutoCloseable {
  private static final int LOG_LINES_PER_MINUTE = 6;

  private final LoopThread thread = new LoopThread("tagalong-listen-0", NioIoHandler.newFactory());
  private final EventLoop loop = thread.loop();
  private final List<Receiver> receivers = new ArrayList<>();
  private final List<InetSocketAddress> udpAddresses = new ArrayList<>();
  private final List<KernelDrops> kernelDrops = new ArrayList<>();
  private final Telemetry telemetry;
  private final Log log;
  private final LimitedLog limitedLog;
  private final GuardedHandler handler;

  private Listener(Telemetry telemetry, Log log, DatagramHandler handler) {
    this.telemetry = telemetry;
    this.log = log;
    this.limitedLog = log.limited(LOG_LINES_PER_MINUTE);
    this.handler = new GuardedHandler(handler, telemetry, limitedLog);
  }

  /**
   * Binds every endpoint and starts to receive.
   *
   * @throws BindFailedException when one of them cannot be had; no socket and no thread is left
   *     behind
   */
  public static Listener bind(
      Endpoints endpoints, Telemetry telemetry, Log log, DatagramHandler handler)
      throws BindFailedException {
    return bind(endpoints, telemetry, log, handler, StreamReceiver.FRAME_TIMEOUT);
  }

  static Listener bind(
      Endpoints endpoints,
      Telemetry telemetry,
      Log log,
      DatagramHandler handler,
      Duration frameTimeout)
      throws BindFailedException {
    Listener listener = new Listener(telemetry, log, handler);
    try {
      for (InetSocketAddress address : endpoints.udp()) {
        listener.addUdp(address);
      }
      if (endpoints.datagramSocket().isPresent()) {
        listener.addUnixDatagrams(endpoints.datagramSocket().get());
      }
      if (endpoints.streamSocket().isPresent()) {
        listener.addUnixStream(endpoints.streamSocket().get(), frameTimeout);
      }
      return listener;
    } catch (BindFailedException failure) {
      listener.close();
      throw failure;
    }
  }

  /** The first UDP address, with the actual port. */
  public InetSocketAddress address() {
    return udpAddresses.get(0);
  }

  /** Everything that it listens on, the first UDP address first: {@code udp://127.0.0.1:8125}. */
  public List<String> urls() {
    return receivers.stream().map(Receiver::url).toList();
  }

  /** Runs a task on the loop, as soon as it is free. */
  public void execute(Runnable task) {
    loop.execute(() -> run(task));
  }

  /** Runs a task on the loop after a delay, or never if the listener is closed before. */
  public void schedule(Duration delay, Runnable task) {
    Future<?> unused = loop.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Counts what the kernel had to drop since the last time; on the loop. */
  public void countKernelDrops() {
    kernelDrops.forEach(KernelDrops::count);
  }

  /**
   * Stops listening without losing what has arrived: handles everything that the kernel holds,
   * closes the sockets and ends the loop.
   *
   * <p>When it returns, tasks given to {@link #execute} before have run, the loop's thread has
   * ended, and what it owned is the caller's. Not to be called on the loop itself.
   */
  @Override
  public void close() {
    if (!loop.isShuttingDown()) {
      receivers.forEach(Receiver::detach);
      // Waited for, because a loop that shuts down closes its channels before it runs its tasks.
      loop.submit(this::drainAndShut).syncUninterruptibly();
    }
    thread.stop();
  }

  private void addUdp(InetSocketAddress address) throws BindFailedException {
    BoundSocket socket = BoundSocket.open(address, log);
    UdpReceiver receiver = new UdpReceiver(socket.channel(), handler, telemetry, limitedLog);
    loop.register(receiver).syncUninterruptibly();
    receivers.add(receiver);
    udpAddresses.add(receiver.address());
    kernelDrops.add(
        new KernelDrops(
            KernelDrops.ofThisMachine(),
            receiver.address(),
            socket.adviceAgainstDrops(),
            telemetry,
            limitedLog));
  }

  private void addUnixDatagrams(Path path) throws BindFailedException {
    receivers.add(UnixDatagramReceiver.bind(path, loop, handler, telemetry, limitedLog));
  }

  private void addUnixStream(Path path, Duration frameTimeout) throws BindFailedException {
    StreamReceiver receiver =
        StreamReceiver.bind(path, frameTimeout, handler, telemetry, limitedLog);
    loop.register(receiver).syncUninterruptibly();
    receivers.add(receiver);
  }

  private void drainAndShut() {
    receivers.forEach(this::drain);
    countKernelDrops();
    receivers.forEach(Receiver::shut);
  }

  private void drain(Receiver receiver) {
    try {
      receiver.drain();
    } catch (IOException failure) {
      telemetry.add(SelfMetric.DATAGRAM_READ_ERRORS, 1);
      limitedLog.warn(
          "drain",
          () ->
              "What is still unread at %s is lost at shutdown: %s"
                  .formatted(receiver.url(), failure));
    }
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
