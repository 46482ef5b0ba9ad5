package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Encoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Accepts bodies and delivers them to every endpoint, each on a thread of its own, {@code
 * tagalong-deliver-0} and so on.
 *
 * <p>The endpoints share nothing that one could use up: each has an equal part of the memory, and
 * its own queue, breakers and key. So an endpoint that is dead, or whose key was revoked, costs the
 * others nothing. Bodies are the same arrays for all of them, which makes the parts an upper bound.
 *
 * <p>Every item accepted is delivered in the end, or dropped with a reason, once for each endpoint;
 * {@link #figures} is the account of that.
 */
public final class Deliverer {

  private final List<EndpointDelivery> endpoints = new ArrayList<>();
  private final DeliveryEnvironment environment;

  /**
   * Creates the deliverer; {@link #start} sets it going.
   *
   * @param maxQueueBytes most bytes of bodies in memory, for all endpoints together
   */
  public static Deliverer toIntakes(
      List<Endpoint> endpoints,
      HttpConnection http,
      long maxQueueBytes,
      Optional<SpoolSettings> spool,
      DeliveryEnvironment environment) {
    return new Deliverer(endpoints, http, maxQueueBytes, spool, environment);
  }

  Deliverer(
      List<Endpoint> endpoints,
      IntakeConnection connection,
      long maxQueueBytes,
      Optional<SpoolSettings> spool,
      DeliveryEnvironment environment) {
    this.environment = environment;
    for (Endpoint endpoint : endpoints) {
      this.endpoints.add(
          new EndpointDelivery(
              endpoint,
              Integer.toString(this.endpoints.size()),
              connection,
              maxQueueBytes / endpoints.size(),
              spool,
              environment,
              Supervisor.NONE));
    }
    spool.ifPresent(settings -> new Leftovers(settings, environment).expire(endpoints));
  }

  public void start() {
    endpoints.forEach(EndpointDelivery::start);
  }

  /** Queues the bodies for every endpoint, and counts what the encoder found too large. */
  public void accept(Encoded encoded) {
    endpoints.forEach(endpoint -> endpoint.accept(encoded));
  }

  /**
   * Whether what can wait at its sender may come now: half of the queue is free at an endpoint. One
   * that is dead keeps nothing from the others, and drops its oldest.
   */
  public boolean hasRoom() {
    return endpoints.stream().anyMatch(EndpointDelivery::hasRoom);
  }

  /** Has every endpoint look again at what it may do. */
  public void wake() {
    endpoints.forEach(EndpointDelivery::wake);
  }

  /**
   * Delivers what can be delivered within the budget, and stores or gives up the rest. All
   * endpoints at the same time, each on a thread of its own: neither a slow intake nor a disk that
   * hangs takes the others' time, or more than the budget.
   */
  public void stop(Duration budget) {
    Ending.of(endpoints, budget, environment.clock());
  }

  /** The accounts of all endpoints and kinds, each taken in one moment. */
  public List<DeliveryFigures> figures() {
    return endpoints.stream().flatMap(endpoint -> endpoint.figures().stream()).toList();
  }

  /** How the delivery to each endpoint does. */
  public List<EndpointState> states() {
    return endpoints.stream().map(EndpointDelivery::state).toList();
  }
}
