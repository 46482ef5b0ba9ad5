package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.deliver.Deliverer;
import io.tagalong.sidecar.deliver.DeliveryFigures;
import io.tagalong.sidecar.deliver.EndpointState;
import io.tagalong.sidecar.encode.BodyEncoder;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.MessageEncoder;
import java.time.Duration;
import java.util.List;

/** Encodes buckets and hands the bodies to delivery. */
record IntakeOutlet(EncodeOptions options, Deliverer deliverer) implements Outlet {
  @Override
  public void start() {
    deliverer.start();
  }

  @Override
  public void take(Snapshot snapshot) {
    deliverer.accept(BodyEncoder.encode(snapshot, options));
  }

  @Override
  public void take(Notices notices) {
    long nowSeconds = notices.takenSeconds();
    deliverer.accept(MessageEncoder.events(notices.events(), nowSeconds, options));
    deliverer.accept(MessageEncoder.changes(notices.changes(), nowSeconds, options));
    deliverer.accept(MessageEncoder.checks(notices.checks(), nowSeconds, options));
    deliverer.accept(MessageEncoder.logs(notices.logs(), nowSeconds, options));
  }

  @Override
  public boolean hasRoom() {
    return deliverer.hasRoom();
  }

  @Override
  public List<DeliveryFigures> figures() {
    return deliverer.figures();
  }

  @Override
  public List<EndpointState> states() {
    return deliverer.states();
  }

  @Override
  public void wake() {
    deliverer.wake();
  }

  @Override
  public void stop(Duration budget) {
    deliverer.stop(budget);
  }
}
