package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Node.Field;
import io.tagalong.sidecar.yaml.Node.Nothing;
import io.tagalong.sidecar.yaml.Node.Scalar;
import io.tagalong.sidecar.yaml.Position;
import java.util.List;
import java.util.Map;

/**
 * One webhook, as its rules see it.
 *
 * @param item the element of a list that a rule is at; nothing outside of lists
 * @param headers an object by name in small letters
 * @param history a list, see {@link Sequence}
 */
record Message(Node body, Node item, Node headers, Node history) {
  private static final Node NOTHING = new Nothing(Position.UNKNOWN);

  /** A message without a history; of a header that is there twice the first value counts. */
  static Message of(Node body, Map<String, List<String>> headers) {
    List<Field> fields =
        headers.entrySet().stream()
            .map(header -> field(header.getKey(), header.getValue().get(0)))
            .toList();
    return new Message(body, NOTHING, new Node.Fields(Position.UNKNOWN, fields), NOTHING);
  }

  Message at(Node element) {
    return new Message(body, element, headers, history);
  }

  Message after(Node earlier) {
    return new Message(body, item, headers, earlier);
  }

  Node root(Path.Root root) {
    return switch (root) {
      case BODY -> body;
      case ITEM -> item;
      case HEADER -> headers;
      case HISTORY -> history;
    };
  }

  static Field field(String name, String text) {
    return new Field(Position.UNKNOWN, name, new Scalar(Position.UNKNOWN, text, true));
  }
}
