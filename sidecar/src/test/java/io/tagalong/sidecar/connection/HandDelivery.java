package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.deliver.DeliveryFigures;
import io.tagalong.sidecar.deliver.DropReason;
import io.tagalong.sidecar.deliver.EndpointState;
import io.tagalong.sidecar.deliver.IntakeHosts;
import io.tagalong.sidecar.deliver.SupervisedDelivery;
import io.tagalong.sidecar.deliver.Supervisor;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.Encoded;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A delivery that a test turns by hand, in the place of the delivery thread. */
final class HandDelivery implements SupervisedDelivery {
  final List<Body> delivered = new ArrayList<>();
  final List<IntakeHosts> redirections = new ArrayList<>();

  private final Supervisor supervisor;
  private final Deque<Body> waiting = new ArrayDeque<>();
  private boolean keyRefused;
  private boolean discarded;

  HandDelivery(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  /** Does what the delivery thread would while the intake takes everything. */
  void work() {
    supervisor.turned(keyRefused);
    while (supervisor.maySend() && !keyRefused && !waiting.isEmpty()) {
      deliverOne();
    }
  }

  void deliverOne() {
    Body body = waiting.remove();
    delivered.add(body);
    supervisor.delivered(body);
    supervisor.turned(keyRefused);
  }

  void fail(String reason) {
    supervisor.failed(reason);
    supervisor.turned(keyRefused);
  }

  void reject(int status) {
    supervisor.rejected(waiting.remove(), status);
    supervisor.turned(keyRefused);
  }

  /** Has the intake refuse the key, or take it again. */
  void refuseKey(boolean isRefused) {
    keyRefused = isRefused;
    supervisor.turned(isRefused);
  }

  boolean maySend() {
    return supervisor.maySend();
  }

  long waiting(BodyKind kind) {
    return items(waiting, kind);
  }

  long delivered(BodyKind kind) {
    return items(delivered, kind);
  }

  boolean isDiscarded() {
    return discarded;
  }

  @Override
  public String name() {
    return "by hand";
  }

  @Override
  public void tellRest(Duration budget) {}

  @Override
  public void start() {}

  @Override
  public void accept(Encoded encoded) {
    waiting.addAll(encoded.bodies());
  }

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public void wake() {}

  @Override
  public void redirect(IntakeHosts hosts) {
    redirections.add(hosts);
  }

  @Override
  public void stop(long endNanos) {
    while (supervisor.maySend() && !waiting.isEmpty()) {
      Body body = waiting.remove();
      delivered.add(body);
      supervisor.delivered(body);
    }
  }

  @Override
  public void abandon() {}

  @Override
  public void discard() {
    discarded = true;
    waiting.clear();
  }

  @Override
  public List<DeliveryFigures> figures() {
    return Arrays.stream(BodyKind.values()).map(this::figures).toList();
  }

  @Override
  public EndpointState state() {
    return new EndpointState(name(), false, false, EndpointState.Spool.NONE);
  }

  private DeliveryFigures figures(BodyKind kind) {
    long done = delivered(kind);
    long queued = waiting(kind);
    Map<DropReason, Long> none = Map.of();
    return new DeliveryFigures("by hand", kind, done + queued, done, queued, 0, 0, none);
  }

  private static long items(Iterable<Body> bodies, BodyKind kind) {
    long items = 0;
    for (Body body : bodies) {
      items += body.kind() == kind ? body.items() : 0;
    }
    return items;
  }
}
