package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Node.Field;
import io.tagalong.sidecar.yaml.Node.Nothing;
import io.tagalong.sidecar.yaml.Node.Scalar;
import io.tagalong.sidecar.yaml.Position;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One webhook, or one of several that came together, as its rules see it.
 *
 * @param item the element of a list that a rule is at; nothing outside of lists
 * @param headers an object by name in small letters
 * @param history a list, see {@link Sequence}
 * @param options an object by the names of those that were chosen
 */
record Message(Node body, Node item, Node headers, Node history, Node options) {
  private static final Node NOTHING = new Nothing(Position.UNKNOWN);

  /** A message without a history; of a header that is there twice the first value counts. */
  static Message of(Node body, Map<String, List<String>> headers, Set<String> options) {
    Stream<Field> values =
        headers.entrySet().stream().map(header -> field(header.getKey(), header.getValue().get(0)));
    Stream<Field> chosen = options.stream().map(option -> field(option, "true"));
    return new Message(body, NOTHING, object(values), NOTHING, object(chosen));
  }

  /** A part of this one, as a message of its own. */
  Message of(Node part) {
    return new Message(part, NOTHING, headers, NOTHING, options);
  }

  Message at(Node element) {
    return new Message(body, element, headers, history, options);
  }

  Message after(Node earlier) {
    return new Message(body, item, headers, earlier, options);
  }

  Node root(Path.Root root) {
    return switch (root) {
      case BODY -> body;
      case ITEM -> item;
      case HEADER -> headers;
      case HISTORY -> history;
      case OPTION -> options;
    };
  }

  private static Node object(Stream<Field> fields) {
    return new Node.Fields(Position.UNKNOWN, fields.toList());
  }

  static Field field(String name, String text) {
    return new Field(Position.UNKNOWN, name, new Scalar(Position.UNKNOWN, text, true));
  }
}
