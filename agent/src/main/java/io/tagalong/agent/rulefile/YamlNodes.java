package io.tagalong.agent.rulefile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One YAML file as nodes, and the problems found in it: what cannot be read is reported with its
 * place, and is absent.
 *
 * <p>Nodes and not objects are read, because only nodes know their line and column.
 */
final class YamlNodes {
  /** Characters; a file of rules has some thousand. */
  private static final int MAX_LENGTH = 1_000_000;

  private final String file;
  private final Set<String> reported = new LinkedHashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private int reports;

  YamlNodes(String file) {
    this.file = file;
  }

  /** Each problem once, however many rules it is a part of. */
  List<Problem> problems() {
    return problems;
  }

  /**
   * How often anything was reported. It grows also with what is known already: a rule has the
   * problems of the defaults and of the anchors that it uses, though others had them before.
   */
  int reports() {
    return reports;
  }

  /** The root of the document; null for an empty one and for what is not YAML. */
  @Nullable Node compose(String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_LENGTH).build();
    try {
      return new Compose(settings).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().orElse(null);
      report(
          mark == null ? 0 : mark.getLine(),
          mark == null ? 0 : mark.getColumn(),
          "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      report(0, 0, "this is not YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      report(0, 0, "this is nested too deeply to be a file of rules");
    }
    return null;
  }

  /** The entries of a mapping by key; duplicates, and keys that are not text, are problems. */
  Map<String, Entry> mapping(Node node, String what) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode)) {
      problem(node, what + " must be a mapping, key: value");
      return entries;
    }
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      String key = text(tuple.getKeyNode(), "a key");
      if (key != null && entries.put(key, new Entry(tuple)) != null) {
        problem(tuple.getKeyNode(), "'" + key + "' is here twice; keep one");
      }
    }
    return entries;
  }

  List<Node> sequence(Node node, String what) {
    if (node instanceof SequenceNode) {
      return ((SequenceNode) node).getValue();
    }
    problem(node, what + " must be a list, one '- ' each");
    return List.of();
  }

  /** The nodes of a list, or the node itself: where one of a kind needs no list. */
  static List<Node> oneOrMore(Node node) {
    return node instanceof SequenceNode ? ((SequenceNode) node).getValue() : List.of(node);
  }

  @Nullable String text(Node node, String what) {
    if (node instanceof ScalarNode && !((ScalarNode) node).getValue().isEmpty()) {
      return ((ScalarNode) node).getValue();
    }
    problem(node, what + " must be a text or a number, and not empty");
    return null;
  }

  /** Reports a problem with a node. */
  void problem(Node node, String message) {
    problem(node, 0, message);
  }

  /** Reports a problem inside the text of a node. */
  void problem(Node node, TextProblem problem) {
    problem(node, problem.offset(), problem.text());
  }

  private void problem(Node node, int offset, String message) {
    Mark mark = node.getStartMark().orElse(null);
    int line = mark == null ? 0 : mark.getLine();
    int column = mark == null ? 0 : mark.getColumn();
    if (node instanceof ScalarNode) {
      ScalarStyle style = ((ScalarNode) node).getScalarStyle();
      if (style == ScalarStyle.PLAIN) {
        column += offset;
      } else if (style == ScalarStyle.SINGLE_QUOTED || style == ScalarStyle.DOUBLE_QUOTED) {
        column += offset + 1;
      }
    }
    report(line, column, message);
  }

  private void report(int line, int column, String message) {
    reports++;
    Problem problem = new Problem(file, line + 1, column + 1, message);
    if (reported.add(problem.toString())) {
      problems.add(problem);
    }
  }

  /** The line of a node, counted from 1. */
  static int line(Node node) {
    Mark mark = node.getStartMark().orElse(null);
    return mark == null ? 1 : mark.getLine() + 1;
  }

  /** A key with its value. */
  static final class Entry {
    private final NodeTuple tuple;

    private Entry(NodeTuple tuple) {
      this.tuple = tuple;
    }

    Node key() {
      return tuple.getKeyNode();
    }

    Node value() {
      return tuple.getValueNode();
    }
  }
}
