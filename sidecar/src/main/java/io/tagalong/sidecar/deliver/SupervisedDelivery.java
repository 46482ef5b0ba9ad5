package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Encoded;
import java.time.Duration;
import java.util.List;

/**
 * The delivery to one endpoint, which sends when its {@link Supervisor} lets it; what it accepts
 * meanwhile waits in its queue, and in its spool if there is one. Any thread may call it.
 */
public interface SupervisedDelivery {
  /** What a user knows its endpoint by. */
  String name();

  void start();

  /**
   * Queues the bodies, and counts what the encoder found too large. It never waits for a network.
   */
  void accept(Encoded encoded);

  /** Whether at least half of the memory for what waits is free. */
  boolean hasRoom();

  /** Has it look again at what it may do, because its supervisor or its key changed. */
  void wake();

  /** Sends everything to these hosts from the next request on, what waits included. */
  void redirect(IntakeHosts hosts);

  /**
   * Delivers what it may, then stores the rest or gives it up.
   *
   * @param endNanos when that has to be done, by the delivery's clock
   */
  void stop(long endNanos);

  /** Gives up what {@link #stop} has left, because the disk did not answer in time. */
  void abandon();

  /**
   * Logs what {@link #stop} has left for the next start, and what it gave up.
   *
   * @param budget that it had
   */
  void tellRest(Duration budget);

  /** Ends, and gives up everything, the spool's content included. */
  void discard();

  /** What became of the items, by kind. */
  List<DeliveryFigures> figures();

  /** How it does. */
  EndpointState state();
}
