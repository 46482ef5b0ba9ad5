package io.tagalong.sidecar.encode;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a set of items: bodies within the limits, and the items that exceed the limits
 * alone. The latter cannot be delivered; the receiver counts them as dropped.
 */
public record Encoded(List<Body> bodies, List<Oversized> oversized) {

  public Encoded {
    bodies = List.copyOf(bodies);
    oversized = List.copyOf(oversized);
  }

  /** Everything that went in: what the bodies hold and what is too large. */
  public int items() {
    return oversized.size() + bodies.stream().mapToInt(Body::items).sum();
  }

  Encoded and(Encoded more) {
    List<Body> allBodies = new ArrayList<>(bodies);
    allBodies.addAll(more.bodies);
    List<Oversized> allOversized = new ArrayList<>(oversized);
    allOversized.addAll(more.oversized);
    return new Encoded(allBodies, allOversized);
  }
}
