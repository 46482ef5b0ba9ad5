package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object of JSON that is read field by field, with everything that is wrong gathered.
 *
 * <p>Threads: used by one.
 */
final class Fields {
  private final Node.Fields object;
  private final List<String> errors = new ArrayList<>();

  Fields(Node.Fields object) {
    this.object = object;
  }

  /** Complains of fields that nobody knows. */
  void allow(List<String> names) {
    for (Node.Field field : object.fields()) {
      if (!names.contains(field.name())) {
        error(
            "%s means nothing here; known are %s"
                .formatted(field.name(), String.join(", ", names)));
      }
    }
  }

  /** Whether the field is there, be it null. */
  boolean has(String name) {
    return object.field(name).isPresent();
  }

  /** Whether the field is there and null. */
  boolean isNull(String name) {
    return object.field(name).filter(Node.Nothing.class::isInstance).isPresent();
  }

  /** A text; nothing, and an error, for anything else that is there. */
  Optional<String> text(String name) {
    Optional<Node> value = object.field(name).filter(node -> !(node instanceof Node.Nothing));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Node.Scalar scalar && scalar.isText() && !scalar.text().isBlank()) {
      return Optional.of(scalar.text().strip());
    }
    error(name + " is not a text with something in it");
    return Optional.empty();
  }

  /** A whole number; nothing, and an error, for anything else that is there. */
  Optional<Long> number(String name) {
    Optional<Node> value = object.field(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Node.Scalar scalar
        && !scalar.isText()
        && scalar.text().matches("-?[0-9]{1,18}")) {
      return Optional.of(Long.parseLong(scalar.text()));
    }
    error(name + " is not a whole number");
    return Optional.empty();
  }

  /** A truth; false for anything else. */
  boolean isTrue(String name) {
    return object
        .field(name)
        .filter(node -> node instanceof Node.Scalar scalar && scalar.text().equals("true"))
        .isPresent();
  }

  /** The objects of a list; none when there is no such list. */
  List<Fields> objects(String name) {
    return object.field(name).stream()
        .filter(Node.Items.class::isInstance)
        .flatMap(list -> ((Node.Items) list).items().stream())
        .filter(Node.Fields.class::isInstance)
        .map(item -> new Fields((Node.Fields) item))
        .toList();
  }

  void error(String complaint) {
    errors.add(complaint);
  }

  /** All complaints so far. */
  List<String> errors() {
    return List.copyOf(errors);
  }
}
