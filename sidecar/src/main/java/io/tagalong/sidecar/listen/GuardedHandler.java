package io.tagalong.sidecar.listen;

import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.net.SocketAddress;

/**
 * The way from every socket to the handler: counts each datagram, and lets nothing out that the
 * handler throws, since Netty would close the socket.
 *
 * <p>Threads: the event loop's. <em>Hot.</em>
 */
final class GuardedHandler {
  private final DatagramHandler handler;
  private final Telemetry telemetry;
  private final LimitedLog log;

  GuardedHandler(DatagramHandler handler, Telemetry telemetry, LimitedLog log) {
    this.handler = handler;
    this.telemetry = telemetry;
    this.log = log;
  }

  void handle(byte[] buffer, int length, SocketAddress sender) {
    telemetry.add(SelfMetric.DATAGRAMS, 1);
    try {
      handler.datagram(buffer, length, sender);
    } catch (Throwable failure) {
      telemetry.add(SelfMetric.DATAGRAM_FAILURES, 1);
      log.warn(
          "handler",
          () ->
              "A datagram of %d bytes from %s was lost to a defect in the sidecar, please report: %s"
                  .formatted(length, sender, failure));
    }
  }
}
