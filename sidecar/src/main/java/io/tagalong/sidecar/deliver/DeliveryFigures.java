package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.BodyKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * The account of one kind at one endpoint, in items. Nothing is lost in between: {@code accepted}
 * is the sum of the others.
 *
 * @param endpoint its name, as the log has it
 * @param queued in memory, what is on its way included
 * @param queuedBytes of their bodies
 * @param dropped by reason; reasons that never occurred are absent
 */
public record DeliveryFigures(
    String endpoint,
    BodyKind kind,
    long accepted,
    long delivered,
    long queued,
    long queuedBytes,
    long spooled,
    Map<DropReason, Long> dropped) {

  public DeliveryFigures {
    dropped = Map.copyOf(dropped);
  }

  /** All items given up, whatever the reason. */
  public long droppedInAll() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether every item is found again; false is a defect. */
  public boolean addsUp() {
    return accepted == delivered + queued + spooled + droppedInAll();
  }

  /** A sum that grows; owned by whoever holds the lock of the queue. */
  static final class Account {
    long accepted;
    long delivered;
    long spooled;
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

    void drop(DropReason reason, long items) {
      dropped.merge(reason, items, Long::sum);
    }

    DeliveryFigures figures(String endpoint, BodyKind kind, long queued, long queuedBytes) {
      return new DeliveryFigures(
          endpoint, kind, accepted, delivered, queued, queuedBytes, spooled, dropped);
    }
  }
}
