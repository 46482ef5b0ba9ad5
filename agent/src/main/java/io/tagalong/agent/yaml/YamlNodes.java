package io.tagalong.agent.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One YAML file as nodes, and the problems found in it: what cannot be read is reported with its
 * place, and is absent.
 *
 * <p>Nodes and not objects are read, because only nodes know their line and column.
 */
public final class YamlNodes {
  /** Characters: some 25 000 rules, and more than a ConfigMap holds. */
  private static final int MAX_LENGTH = 4_000_000;

  private final String file;
  private final Set<String> reported = new LinkedHashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private int reports;

  /**
   * @param file its name, for messages
   */
  public YamlNodes(String file) {
    this.file = file;
  }

  /** Each problem once, however many rules it is a part of. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * How often anything was reported. It grows also with what is known already: a rule has the
   * problems of the defaults and of the anchors that it uses, though others had them before.
   */
  public int reports() {
    return reports;
  }

  /** The root of the document; null for an empty one and for what is not YAML. */
  public @Nullable YamlNode compose(String text) {
    if (text.length() > MAX_LENGTH) {
      report(1, 1, "the file has " + text.length() + " characters; " + MAX_LENGTH + " can be");
      return null;
    }
    try {
      return new Compose(settings()).composeString(text).map(YamlNode::new).orElse(null);
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().orElse(null);
      report(
          mark == null ? 1 : mark.getLine() + 1,
          mark == null ? 1 : mark.getColumn() + 1,
          notYaml(reason(e)));
    } catch (ReaderException e) {
      int line = 1 + (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      report(line, 1, notYaml(String.format("it has the character U+%04X", e.getCodePoint())));
    } catch (YamlEngineException e) {
      report(1, 1, notYaml(e.getMessage()));
    } catch (StackOverflowError e) {
      report(1, 1, "this is nested too deeply to be read");
    }
    return null;
  }

  /** Aliases without a limit, as none is expanded here; {@link TextTree}, which does, has one. */
  private LoadSettings settings() {
    return LoadSettings.builder()
        .setLabel(file)
        .setCodePointLimit(MAX_LENGTH)
        .setMaxAliasesForCollections(Integer.MAX_VALUE)
        .build();
  }

  /** Some problems are but the second half of a sentence. */
  private static String reason(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    return problem.startsWith("but ") ? e.getContext() + ", " + problem : problem;
  }

  private static String notYaml(@Nullable String why) {
    return "this is not YAML: " + why;
  }

  /** The entries of a mapping by key; duplicates, and keys that are not text, are problems. */
  public Map<String, Entry> mapping(YamlNode node, String what) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (!(node.node() instanceof MappingNode)) {
      problem(node, what + " must be a mapping, key: value");
      return entries;
    }
    for (NodeTuple tuple : ((MappingNode) node.node()).getValue()) {
      Entry entry = new Entry(tuple);
      String key = text(entry.key(), "a key");
      if (key != null && entries.put(key, entry) != null) {
        problem(entry.key(), "'" + key + "' is here twice; keep one");
      }
    }
    return entries;
  }

  /** The elements of a list; what is none is a problem. */
  public List<YamlNode> sequence(YamlNode node, String what) {
    if (node.node() instanceof SequenceNode) {
      return YamlNode.elements((SequenceNode) node.node());
    }
    problem(node, what + " must be a list, one '- ' each");
    return List.of();
  }

  /**
   * The text of a node.
   *
   * @param what is meant to stand there, for messages
   * @return null for what is no text or is empty, which is a problem
   */
  public @Nullable String text(YamlNode node, String what) {
    if (node.node() instanceof ScalarNode) {
      String text = ((ScalarNode) node.node()).getValue();
      if (!text.isEmpty()) {
        return text;
      }
    }
    problem(node, what + " must be a text or a number, and not empty");
    return null;
  }

  /** Reports a problem with a node. */
  public void problem(YamlNode node, String message) {
    report(node.line(), node.column(0), message);
  }

  /** Reports a problem inside the text of a node. */
  public void problem(YamlNode node, TextProblem problem) {
    report(node.line(), node.column(problem.offset()), problem.text());
  }

  private void report(int line, int column, String message) {
    reports++;
    Problem problem = new Problem(file, line, column, message.replace("\n", "\\n"));
    if (reported.add(problem.toString())) {
      problems.add(problem);
    }
  }

  /** A key with its value. */
  public static final class Entry {
    private final YamlNode key;
    private final YamlNode value;

    private Entry(NodeTuple tuple) {
      this.key = new YamlNode(tuple.getKeyNode());
      this.value = new YamlNode(tuple.getValueNode());
    }

    public YamlNode key() {
      return key;
    }

    public YamlNode value() {
      return value;
    }
  }
}
