package io.tagalong.sidecar.listen;

import io.tagalong.sidecar.telemetry.Excerpt;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client of a Unix stream socket.
 *
 * <p>It is closed when the client has closed its side, when a length makes no sense, and when a
 * frame has not ended in time after it began. An idle client between two frames may stay forever.
 *
 * <p>Threads: all of it runs on the event loop.
 */
final class StreamConnection extends ReceiveOnlyChannel {
  /** More than the kernel holds for one connection unless it was configured out of all reason. */
  private static final long MAX_DRAINED_BYTES = 16 << 20;

  private static final int MAX_SHOWN_BYTES = 60;

  private final StreamReceiver server;
  private final ByteBuffer received;
  private final FrameCutter cutter;
  private final Duration frameTimeout;
  private final Telemetry telemetry;
  private final LimitedLog log;
  private @Nullable Future<?> frameDeadline;

  /** That what is unread of a frame has been counted and said. */
  private boolean broken;

  /**
   * @param received shared with the other connections, and empty between two reads
   */
  StreamConnection(
      StreamReceiver server,
      SocketChannel client,
      ByteBuffer received,
      FrameCutter cutter,
      Duration frameTimeout,
      Telemetry telemetry,
      LimitedLog log) {
    super(server, client, SelectionKey.OP_READ);
    this.server = server;
    this.received = received;
    this.cutter = cutter;
    this.frameTimeout = frameTimeout;
    this.telemetry = telemetry;
    this.log = log;
  }

  @Override
  int readTurn() {
    long framesBefore = cutter.frames();
    int length = readOne();
    watchFrame(cutter.frames() > framesBefore);
    return length;
  }

  /** Handles all complete frames that had arrived. */
  void drain() {
    int length = readOne();
    for (long read = 0; length > 0 && read <= MAX_DRAINED_BYTES; length = readOne()) {
      read += length;
    }
  }

  void shut() {
    Future<?> unused = close();
  }

  @Override
  protected void doClose() throws IOException {
    cancelDeadline();
    if (cutter.isInsideFrame() && !broken) {
      telemetry.add(SelfMetric.FRAMES_DROPPED_INCOMPLETE, 1);
      log.warn(
          "incomplete frame",
          () -> "A connection to " + server.url() + " ended in the middle of a frame");
    }
    super.doClose();
  }

  /** Reads once: the number of bytes, 0 when there are none now, -1 when there will be none. */
  private int readOne() {
    received.clear();
    try {
      int length = broken ? -1 : javaChannel().read(received);
      received.flip();
      return cutter.cut(received) ? length : refuse();
    } catch (IOException failure) {
      telemetry.add(SelfMetric.DATAGRAM_READ_ERRORS, 1);
      log.warn(
          "stream read",
          () -> "A connection to " + server.url() + " is closed, reading it failed: " + failure);
      return -1;
    }
  }

  private int refuse() {
    broken = true;
    telemetry.add(SelfMetric.FRAMES_DROPPED_BAD_LENGTH, 1);
    log.warn(
        "frame length",
        () ->
            ("A connection to %s is closed: a frame announces %d bytes, allowed are 1 to %d. It begins"
                    + " %s. Before each payload the client must write its length as 4 bytes,"
                    + " lowest first.")
                .formatted(server.url(), cutter.length(), FrameCutter.MAX_FRAME_BYTES, excerpt()));
    return -1;
  }

  /** Begins with the length, since that is mostly a text whose sender writes no lengths. */
  private String excerpt() {
    byte[] shown = new byte[Integer.BYTES + Math.min(MAX_SHOWN_BYTES, received.remaining())];
    ByteBuffer.wrap(shown)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) cutter.length())
        .put(received.slice().limit(shown.length - Integer.BYTES));
    return Excerpt.of(shown, 0, shown.length);
  }

  /** The time of a frame runs from the end of the read that brought its beginning. */
  private void watchFrame(boolean anotherEnded) {
    if (anotherEnded || !cutter.isInsideFrame()) {
      cancelDeadline();
    }
    if (cutter.isInsideFrame() && !broken && frameDeadline == null) {
      frameDeadline =
          eventLoop().schedule(this::giveUpFrame, frameTimeout.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void cancelDeadline() {
    if (frameDeadline != null) {
      frameDeadline.cancel(false);
      frameDeadline = null;
    }
  }

  private void giveUpFrame() {
    broken = true;
    telemetry.add(SelfMetric.FRAMES_DROPPED_TIMEOUT, 1);
    log.warn(
        "frame timeout",
        () ->
            "A connection to %s is closed: a frame of %d bytes had not ended after %d s"
                .formatted(server.url(), cutter.length(), frameTimeout.toSeconds()));
    shut();
  }

  @Override
  protected SocketChannel javaChannel() {
    return (SocketChannel) super.javaChannel();
  }
}
