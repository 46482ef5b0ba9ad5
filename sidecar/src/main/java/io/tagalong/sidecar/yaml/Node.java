package io.tagalong.sidecar.yaml;

import java.util.List;
import java.util.Optional;

/**
 * A part of a document: a scalar, a list, an object, or nothing at all. JSON has the same parts.
 */
public sealed interface Node {

  Position position();

  /** What a part takes in memory besides its text, about. */
  long OVERHEAD = 64;

  /** About how many bytes of memory it takes, with all that is in it. */
  long footprint();

  /**
   * A single value.
   *
   * @param text as it is written, without quotes and escapes: {@code 1.10} stays {@code 1.10}
   * @param isText whether it may be taken for a text
   */
  record Scalar(Position position, String text, boolean isText) implements Node {
    @Override
    public long footprint() {
      return OVERHEAD + text.length();
    }
  }

  /** A list, in its order. */
  record Items(Position position, List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public long footprint() {
      return OVERHEAD + items.stream().mapToLong(Node::footprint).sum();
    }
  }

  /** An object, its fields in the order of the text, their names unique. */
  record Fields(Position position, List<Field> fields) implements Node {
    public Fields {
      fields = List.copyOf(fields);
    }

    @Override
    public long footprint() {
      long sum = OVERHEAD;
      for (Field field : fields) {
        sum += field.name().length() + field.value().footprint();
      }
      return sum;
    }

    public Optional<Node> field(String name) {
      return fields.stream()
          .filter(field -> field.name().equals(name))
          .map(Field::value)
          .findFirst();
    }
  }

  /** What is left out: {@code key:} with nothing behind it, or an explicit null. */
  record Nothing(Position position) implements Node {
    @Override
    public long footprint() {
      return OVERHEAD;
    }
  }

  /**
   * A name and its value.
   *
   * @param position of the name
   */
  record Field(Position position, String name, Node value) {}
}
