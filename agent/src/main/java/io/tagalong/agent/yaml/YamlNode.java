package io.tagalong.agent.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping, a list or a text in a YAML file, and where it begins. */
public final class YamlNode {
  private final Node node;

  YamlNode(Node node) {
    this.node = node;
  }

  /** What the library has read. */
  Node node() {
    return node;
  }

  /** Counted from 1. */
  public int line() {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  /**
   * The column of a character of a text; that of the node where the text stands on several lines,
   * or has escapes or an anchor before its quotes.
   *
   * @param offset in the text, counted from 0; 0 also for the node itself
   * @return counted from 1
   */
  int column(int offset) {
    int first = node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    if (!(node instanceof ScalarNode) || lastLine() != line()) {
      return first;
    }
    ScalarNode scalar = (ScalarNode) node;
    int behind = node.getEndMark().map(Mark::getColumn).orElse(0) + 1;
    int length = scalar.getValue().length();
    if (scalar.getScalarStyle() == ScalarStyle.PLAIN) {
      return behind - length + offset; // Not from the first, which may be that of an anchor.
    }
    return behind - first == length + 2 ? first + 1 + offset : first;
  }

  private int lastLine() {
    return node.getEndMark().map(Mark::getLine).orElse(0) + 1;
  }

  /** The elements of a list, or the node itself: where one of a kind needs no list. */
  public List<YamlNode> oneOrMore() {
    return node instanceof SequenceNode ? elements((SequenceNode) node) : List.of(this);
  }

  static List<YamlNode> elements(SequenceNode list) {
    List<YamlNode> elements = new ArrayList<>();
    for (Node element : list.getValue()) {
      elements.add(new YamlNode(element));
    }
    return elements;
  }
}
