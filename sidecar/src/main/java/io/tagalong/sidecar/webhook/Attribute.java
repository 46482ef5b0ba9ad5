package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Node.Field;
import io.tagalong.sidecar.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A further field of a log. */
public sealed interface Attribute {

  /** The field's value; nothing where there is none. */
  Optional<Node> of(Message message);

  /** A value as it was sent: a number stays a number, and keeps every digit. */
  record Value(Chain chain) implements Attribute {
    @Override
    public Optional<Node> of(Message message) {
      Optional<Node> found = chain.scalar(message).map(scalar -> scalar);
      return found.or(
          () -> chain.constant().map(text -> new Node.Scalar(Position.UNKNOWN, text, true)));
    }
  }

  /** An object, its fields by name. What is absent is left out of it. */
  record Group(Map<String, Attribute> fields) implements Attribute {
    public Group {
      fields = Map.copyOf(fields);
    }

    @Override
    public Optional<Node> of(Message message) {
      List<Field> found = new ArrayList<>();
      fields.forEach(
          (name, attribute) ->
              attribute
                  .of(message)
                  .ifPresent(value -> found.add(new Field(Position.UNKNOWN, name, value))));
      return Optional.of(new Node.Fields(Position.UNKNOWN, found));
    }
  }
}
