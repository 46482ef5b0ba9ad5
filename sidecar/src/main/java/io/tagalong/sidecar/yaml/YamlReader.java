package io.tagalong.sidecar.yaml;

import io.tagalong.sidecar.yaml.Node.Field;
import io.tagalong.sidecar.yaml.Node.Fields;
import io.tagalong.sidecar.yaml.Node.Items;
import io.tagalong.sidecar.yaml.Node.Nothing;
import io.tagalong.sidecar.yaml.Node.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document into a {@link Node}.
 *
 * <p>It works on the library's events, of which there are never more than the text has characters.
 * The library's own trees are built by recursion without a bound; here nesting ends at {@value
 * #MAX_DEPTH}. Aliases, by which a small text stands for a huge one, are refused, and so are tags
 * and names that occur twice.
 *
 * <p>A reader is used once.
 */
public final class YamlReader {
  static final int MAX_DEPTH = 32;

  private static final String SYNTAX_REMEDY = "See https://yaml.org for what YAML looks like";
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final Iterator<Event> events;
  private final List<Fault> faults;

  private YamlReader(Iterator<Event> events, List<Fault> faults) {
    this.events = events;
    this.faults = faults;
  }

  /**
   * The document's root; {@link Nothing} for an empty text.
   *
   * @param text not larger than the caller wants to hold several times over
   * @param faults gets all that is wrong; after an error of syntax the root is {@link Nothing}
   */
  public static Node read(String text, List<Fault> faults) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(text.length() + 1).build();
    try {
      return new YamlReader(new Parse(settings).parseString(text).iterator(), faults).document();
    } catch (MarkedYamlEngineException malformed) {
      Position position = position(malformed.getProblemMark());
      faults.add(new Fault(position, "is not YAML: " + malformed.getProblem(), SYNTAX_REMEDY));
    } catch (YamlEngineException unreadable) {
      String reason = String.valueOf(unreadable.getMessage()).lines().findFirst().orElse("");
      faults.add(new Fault(Position.UNKNOWN, "is not YAML: " + reason, SYNTAX_REMEDY));
    } catch (TooDeepException tooDeep) {
      faults.add(
          new Fault(
              tooDeep.position,
              "is nested too deeply",
              "Allowed are " + MAX_DEPTH + " levels of lists and objects"));
    }
    return new Nothing(Position.UNKNOWN);
  }

  private Node document() {
    Node root = new Nothing(Position.UNKNOWN);
    boolean found = false;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent node) {
        Node value = node(node, 0);
        if (found) {
          faults.add(
              new Fault(
                  value.position(), "is a second document", "Allowed is one document in a file"));
        }
        root = found ? root : value;
        found = true;
      }
    }
    return root;
  }

  private Node node(NodeEvent event, int depth) {
    Position position = position(event.getStartMark());
    if (depth > MAX_DEPTH) {
      throw new TooDeepException(position);
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag().isPresent(), position);
      return scalar.isPlain() && NULLS.contains(scalar.getValue())
          ? new Nothing(position)
          : new Scalar(position, scalar.getValue(), true);
    }
    if (event instanceof SequenceStartEvent list) {
      refuseTag(list.getTag().isPresent(), position);
      return items(position, depth);
    }
    if (event instanceof MappingStartEvent object) {
      refuseTag(object.getTag().isPresent(), position);
      return fields(position, depth);
    }
    faults.add(new Fault(position, "is an alias", "Write out what it stands for"));
    return new Nothing(position);
  }

  private Node items(Position position, int depth) {
    List<Node> items = new ArrayList<>();
    while (events.next() instanceof NodeEvent item) {
      items.add(node(item, depth + 1));
    }
    return new Items(position, items);
  }

  private Node fields(Position position, int depth) {
    List<Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    while (events.next() instanceof NodeEvent keyEvent) {
      Node key = node(keyEvent, depth + 1);
      Node value = node((NodeEvent) events.next(), depth + 1);
      if (!(key instanceof Scalar name)) {
        faults.add(
            new Fault(key.position(), "is a name that is no text", "Allowed is a plain word"));
      } else if (!names.add(name.text())) {
        faults.add(
            new Fault(
                key.position(),
                '"' + name.text() + "\" is there for the second time",
                "Keep one of the two"));
      } else {
        fields.add(new Field(key.position(), name.text(), value));
      }
    }
    return new Fields(position, fields);
  }

  private void refuseTag(boolean present, Position position) {
    if (present) {
      faults.add(new Fault(position, "has a tag (a word behind \"!\")", "Leave the tag out"));
    }
  }

  private static Position position(Optional<Mark> mark) {
    return mark.map(at -> new Position(at.getLine() + 1, at.getColumn() + 1))
        .orElse(Position.UNKNOWN);
  }

  /** Unwinds the recursion; carries no stack trace, because the text is at fault. */
  private static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // Never leaves this class.
    private final Position position;

    TooDeepException(Position position) {
      super("nested too deeply", null, false, false);
      this.position = position;
    }
  }
}
