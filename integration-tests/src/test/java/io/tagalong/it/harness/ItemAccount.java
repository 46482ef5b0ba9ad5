package io.tagalong.it.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.IntakeEmulator;

/**
 * The sidecar's account of the items of one kind, as it has arrived at the intake so far.
 *
 * @param kind as in the tag, such as {@code service_checks}
 */
public record ItemAccount(IntakeEmulator intake, String kind) {

  public double accepted() {
    return items("accepted");
  }

  public double delivered() {
    return items("delivered");
  }

  public double queued() {
    return items("queued");
  }

  /** Of the bodies in memory. */
  public double queuedBytes() {
    return items("queued_bytes");
  }

  public double spooled() {
    return items("spooled");
  }

  /** For whatever reason. */
  public double dropped() {
    return items("dropped");
  }

  public double dropped(String reason) {
    return items("dropped", "reason:" + reason);
  }

  /** Fails unless each item that was accepted has become something. */
  public void assertBalanced() {
    assertEquals(accepted(), delivered() + queued() + spooled() + dropped(), this::toString);
  }

  @Override
  public String toString() {
    return "%s: accepted %.0f, delivered %.0f, queued %.0f, spooled %.0f, dropped %.0f"
        .formatted(kind, accepted(), delivered(), queued(), spooled(), dropped());
  }

  private double items(String outcome, String... tags) {
    String[] all = new String[tags.length + 1];
    System.arraycopy(tags, 0, all, 1, tags.length);
    all[0] = "kind:" + kind;
    return intake.metrics().total("tagalong.sidecar.items." + outcome, all);
  }
}
