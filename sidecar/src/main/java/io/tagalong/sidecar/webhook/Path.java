package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Position;
import java.util.List;

/**
 * Where a value is found in a webhook: {@code body.run.commit["branch"]}. A member and a key are
 * the same in JSON; a key may hold any character.
 *
 * @param steps names of fields, from the root inwards; a header's in small letters
 */
record Path(Root root, List<String> steps) {
  private static final Node NOTHING = new Node.Nothing(Position.UNKNOWN);

  /** Where a path begins. */
  enum Root {
    /** The whole body. */
    BODY,
    /** The element of the list that a rule goes through. */
    ITEM,
    /** The header of the request by that name. */
    HEADER,
    /** What earlier webhooks of the same sequence said. */
    HISTORY,
    /** An option by its name: {@code true} when it was chosen, otherwise nothing. */
    OPTION
  }

  Path {
    steps = List.copyOf(steps);
  }

  /** What is found there; nothing where a step leads nowhere. */
  Node read(Message message) {
    Node found = message.root(root);
    for (String step : steps) {
      found = found instanceof Node.Fields object ? object.field(step).orElse(NOTHING) : NOTHING;
    }
    return found;
  }
}
