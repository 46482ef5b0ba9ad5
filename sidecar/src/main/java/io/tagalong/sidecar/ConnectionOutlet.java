package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.connection.Connections;
import io.tagalong.sidecar.deliver.DeliveryFigures;
import io.tagalong.sidecar.deliver.EndpointState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Gives the connections what is theirs, and another outlet the rest. */
record ConnectionOutlet(Connections connections, Outlet others) implements Outlet {

  @Override
  public void start() {
    others.start();
    connections.start();
  }

  @Override
  public void take(Snapshot snapshot) {
    Snapshot rest = connections.take(snapshot);
    if (rest.items() > 0) {
      others.take(rest);
    }
  }

  @Override
  public void take(Notices notices) {
    others.take(notices.withLogs(connections.take(notices.logs())));
  }

  @Override
  public boolean hasRoom() {
    return others.hasRoom();
  }

  @Override
  public List<DeliveryFigures> figures() {
    return Stream.concat(others.figures().stream(), connections.figures().stream()).toList();
  }

  @Override
  public List<EndpointState> states() {
    return Stream.concat(others.states().stream(), connections.states().stream()).toList();
  }

  @Override
  public void wake() {
    others.wake();
    connections.wake();
  }

  /** Both at the same time, so that neither takes the other's. */
  @Override
  public void stop(Duration budget) {
    Thread stopping = new Thread(() -> connections.stop(budget), "tagalong-stop-connections");
    stopping.start();
    others.stop(budget);
    try {
      stopping.join(budget.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
