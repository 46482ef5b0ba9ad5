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
   * The column of a character of a text, as far as the text is on one line.
   *
   * @param offset in the text, counted from 0; 0 also for the node itself
   * @return counted from 1
   */
  int column(int offset) {
    int first = node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    if (node instanceof ScalarNode) {
      ScalarStyle style = ((ScalarNode) node).getScalarStyle();
      if (style == ScalarStyle.PLAIN) {
        return first + offset;
      }
      if (style == ScalarStyle.SINGLE_QUOTED || style == ScalarStyle.DOUBLE_QUOTED) {
        return first + offset + 1;
      }
    }
    return first;
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
