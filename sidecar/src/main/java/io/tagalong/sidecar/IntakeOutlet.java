package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.deliver.Deliverer;
import io.tagalong.sidecar.deliver.DeliveryFigures;
import io.tagalong.sidecar.deliver.SpoolState;
import io.tagalong.sidecar.encode.BodyEncoder;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.encode.MessageEncoder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Encodes buckets and hands the bodies to delivery. */
record IntakeOutlet(EncodeOptions options, Deliverer deliverer) implements Outlet {
  /** Half of what the intake takes: a batch that has to be sent again is not so large then. */
  private static final int LOGS_IN_A_BATCH = 500;

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
    for (List<LogItem> batch : batches(notices.logs())) {
      deliverer.accept(MessageEncoder.logs(batch, nowSeconds, options));
    }
  }

  private static List<List<LogItem>> batches(List<LogItem> logs) {
    return IntStream.iterate(0, from -> from < logs.size(), from -> from + LOGS_IN_A_BATCH)
        .mapToObj(from -> logs.subList(from, Math.min(logs.size(), from + LOGS_IN_A_BATCH)))
        .toList();
  }

  @Override
  public List<DeliveryFigures> figures() {
    return deliverer.figures();
  }

  @Override
  public List<SpoolState> spools() {
    return deliverer.spools();
  }

  @Override
  public void stop(Duration budget) {
    deliverer.stop(budget);
  }
}
