package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.yaml.Node;
import java.util.List;
import java.util.Optional;

/**
 * Paths of which the first that leads to something counts, and a constant for when none does.
 *
 * @param constant empty when there is none
 */
public record Chain(List<Path> paths, Optional<String> constant) {
  /** Leads nowhere. */
  public static final Chain NOTHING = new Chain(List.of(), Optional.empty());

  public Chain {
    paths = List.copyOf(paths);
  }

  /** Whether it says the same of every message. */
  boolean isConstant() {
    return paths.isEmpty();
  }

  /** The text, number or truth value that is found, as it was written. */
  Optional<String> text(Message message) {
    return scalar(message).map(Node.Scalar::text).or(() -> constant);
  }

  /** The list that is found, or the one object in place of a list; empty when neither is. */
  List<Node> items(Message message) {
    for (Path path : paths) {
      Node found = path.read(message);
      if (found instanceof Node.Items list) {
        return list.items();
      }
      if (found instanceof Node.Fields object) {
        return List.of(object);
      }
    }
    return List.of();
  }

  /** Lists and objects are no text, so the next path gets its chance. */
  Optional<Node.Scalar> scalar(Message message) {
    for (Path path : paths) {
      if (path.read(message) instanceof Node.Scalar scalar) {
        return Optional.of(scalar);
      }
    }
    return Optional.empty();
  }
}
