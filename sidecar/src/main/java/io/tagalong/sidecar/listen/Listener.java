package io.tagalong.sidecar.listen;

import io.netty.util.concurrent.Future;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Listens on every endpoint it is given, on one event loop per handler.
 *
 * <p>With several loops, each has a socket of its own at each UDP address, and the kernel gives all
 * datagrams of one sender to one of them. Unix sockets, whose clients wait when they are faster,
 * belong to the first loop.
 */
public final class Listener implements AutoCloseable {
  private static final int LOG_LINES_PER_MINUTE = 6;

  private final List<ListenLoop> loops = new ArrayList<>();
  private final List<InetSocketAddress> udpAddresses = new ArrayList<>();
  private final List<KernelDrops> kernelDrops = new ArrayList<>();
  private final Telemetry telemetry;
  private final Log log;
  private final LimitedLog limitedLog;
  private boolean closed;

  private Listener(Telemetry telemetry, Log log, List<? extends DatagramHandler> handlers) {
    this.telemetry = telemetry;
    this.log = log;
    this.limitedLog = log.limited(LOG_LINES_PER_MINUTE);
    for (DatagramHandler handler : handlers) {
      loops.add(new ListenLoop(loops.size(), handler, telemetry, limitedLog));
    }
  }

  /** Binds every endpoint and starts to receive, on one loop. */
  public static Listener bind(
      Endpoints endpoints, Telemetry telemetry, Log log, DatagramHandler handler)
      throws BindFailedException {
    return bind(endpoints, telemetry, log, List.of(handler));
  }

  /**
   * Binds every endpoint and starts to receive.
   *
   * @param handlers at least one; each is called on the thread of its own loop only
   * @throws BindFailedException when one of the endpoints cannot be had, or not by several loops;
   *     no socket and no thread is left behind
   */
  public static Listener bind(
      Endpoints endpoints, Telemetry telemetry, Log log, List<? extends DatagramHandler> handlers)
      throws BindFailedException {
    return bind(endpoints, telemetry, log, handlers, StreamReceiver.FRAME_TIMEOUT);
  }

  static Listener bind(
      Endpoints endpoints,
      Telemetry telemetry,
      Log log,
      List<? extends DatagramHandler> handlers,
      Duration frameTimeout)
      throws BindFailedException {
    Listener listener = new Listener(telemetry, log, handlers);
    try {
      for (InetSocketAddress address : endpoints.udp()) {
        listener.addUdp(address, endpoints.receiveBufferBytes());
      }
      ListenLoop first = listener.loops.get(0);
      if (endpoints.datagramSocket().isPresent()) {
        first.addUnixDatagrams(endpoints.datagramSocket().get());
      }
      if (endpoints.streamSocket().isPresent()) {
        first.addUnixStream(endpoints.streamSocket().get(), frameTimeout);
      }
      return listener;
    } catch (BindFailedException failure) {
      listener.close();
      throw failure;
    }
  }

  /** The loops, in the order of their handlers. */
  public List<ListenLoop> loops() {
    return List.copyOf(loops);
  }

  /** The first UDP address, with the actual port. */
  public InetSocketAddress address() {
    return udpAddresses.get(0);
  }

  /** Everything that it listens on, the first UDP address first: {@code udp://127.0.0.1:8125}. */
  public List<String> urls() {
    return loops.get(0).receivers().stream().map(Receiver::url).toList();
  }

  /** Counts what the kernel had to drop since the last time, of all loops; on the first loop. */
  public void countKernelDrops() {
    kernelDrops.forEach(KernelDrops::count);
  }

  /** Handles everything that the kernel holds now. Not to be called on a loop. */
  public void readAll() {
    onAllLoops(ListenLoop::drain);
  }

  /**
   * Stops listening without losing what has arrived: handles everything that the kernel holds,
   * closes the sockets and ends the loops.
   *
   * <p>When it returns, tasks given to the loops before have run, their threads have ended, and
   * what they owned is the caller's. Not to be called on a loop.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    loops.forEach(ListenLoop::detach);
    // Step by step: the kernel forgets what a socket dropped when that is closed, and a loop that
    // shuts down closes its channels before it runs its tasks.
    readAll();
    loops.get(0).submit(this::countKernelDrops).syncUninterruptibly();
    onAllLoops(ListenLoop::shut);
    loops.forEach(ListenLoop::stop);
  }

  private void addUdp(InetSocketAddress address, int receiveBufferBytes)
      throws BindFailedException {
    List<BoundSocket> sockets = BoundSocket.open(address, loops.size(), receiveBufferBytes, log);
    for (int i = 0; i < loops.size(); i++) {
      loops.get(i).addUdp(sockets.get(i));
    }
    BoundSocket first = sockets.get(0);
    udpAddresses.add(first.address());
    kernelDrops.add(
        new KernelDrops(
            KernelDrops.ofThisMachine(),
            first.address(),
            first.adviceAgainstDrops(),
            telemetry,
            limitedLog));
  }

  private void onAllLoops(Consumer<ListenLoop> step) {
    List<Future<?>> underWay = new ArrayList<>();
    for (ListenLoop loop : loops) {
      underWay.add(loop.submit(() -> step.accept(loop)));
    }
    underWay.forEach(Future::syncUninterruptibly);
  }
}
