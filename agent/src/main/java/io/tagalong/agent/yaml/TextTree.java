package io.tagalong.agent.yaml;

import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * A YAML file that maps texts to texts, or to further mappings: for settings of other packages.
 *
 * <p>Its size is bounded, and not only the file's: an alias is read as often as it stands there,
 * and may be inside of what it names.
 */
public final class TextTree {
  private static final int MAX_ENTRIES = 100_000;

  /** Mappings inside each other. */
  private static final int MAX_DEPTH = 20;

  private final YamlNodes yaml;
  private final Map<String, Object> entries;
  private int read;

  private TextTree(String file, String text) {
    yaml = new YamlNodes(file);
    YamlNode root = yaml.compose(text);
    entries = root == null ? Map.of() : entries(root, "the file", 1);
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read, or is not UTF-8
   */
  public static TextTree read(File file) throws IOException {
    return read(file.getPath(), TextFile.read(file));
  }

  /**
   * Reads the content of a file.
   *
   * @param file its name, for messages
   */
  public static TextTree read(String file, String text) {
    return new TextTree(file, text);
  }

  private Map<String, Object> entries(YamlNode mapping, String what, int depth) {
    Map<String, Object> found = new LinkedHashMap<>();
    if (depth > MAX_DEPTH) {
      yaml.problem(mapping, what + " is more than " + MAX_DEPTH + " mappings deep; keep fewer");
      return found;
    }
    for (Map.Entry<String, YamlNodes.Entry> entry : yaml.mapping(mapping, what).entrySet()) {
      if (read == MAX_ENTRIES) {
        yaml.problem(mapping, "there are more than " + MAX_ENTRIES + " entries; keep fewer");
        return found;
      }
      read++;
      YamlNode value = entry.getValue().value();
      String name = "'" + entry.getKey() + "'";
      Object content =
          value.node() instanceof MappingNode
              ? entries(value, name, depth + 1)
              : yaml.text(value, name);
      if (content != null) {
        found.put(entry.getKey(), content);
      }
    }
    return found;
  }

  /** A {@code String} or a further {@code Map} by key; what had a problem is left out. */
  public Map<String, Object> entries() {
    return entries;
  }

  /** In the order of the file; empty when all is well. */
  public List<Problem> problems() {
    return yaml.problems();
  }
}
