package io.tagalong.agent.rulefile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** A YAML file that maps texts to texts, or to further mappings: for settings of other packages. */
public final class TextTree {
  private final Map<String, Object> entries;
  private final List<Problem> problems;

  private TextTree(Map<String, Object> entries, List<Problem> problems) {
    this.entries = entries;
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @param text its content
   */
  public static TextTree read(String file, String text) {
    YamlNodes yaml = new YamlNodes(file);
    Node root = yaml.compose(text);
    Map<String, Object> entries = root == null ? Map.of() : entries(yaml, root, "the file");
    return new TextTree(entries, yaml.problems());
  }

  private static Map<String, Object> entries(YamlNodes yaml, Node mapping, String what) {
    Map<String, Object> entries = new LinkedHashMap<>();
    yaml.mapping(mapping, what)
        .forEach(
            (key, entry) -> {
              Node value = entry.value();
              String name = "'" + key + "'";
              Object read =
                  value instanceof MappingNode
                      ? entries(yaml, value, name)
                      : yaml.text(value, name);
              if (read != null) {
                entries.put(key, read);
              }
            });
    return entries;
  }

  /** A {@code String} or a further {@code Map} by key; what had a problem is left out. */
  public Map<String, Object> entries() {
    return entries;
  }

  /** In the order of the file; empty when all is well. */
  public List<Problem> problems() {
    return problems;
  }
}
