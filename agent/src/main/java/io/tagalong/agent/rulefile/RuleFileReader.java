package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rulefile.YamlNodes.Entry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a rule file: {@code defaults}, which every rule of the file has unless it says otherwise,
 * {@code rules}, and {@code enabled: false} to switch the whole agent off.
 *
 * <p>Every problem costs the rule that it is in and no other one; only what is not YAML at all
 * costs the file.
 */
public final class RuleFileReader {
  private static final List<String> KEYS = List.of("defaults", "enabled", "rules");

  private final String file;
  private final Options options;
  private final YamlNodes yaml;
  private boolean enabled = true;

  private RuleFileReader(String file, Options options) {
    this.file = file;
    this.options = options;
    this.yaml = new YamlNodes(file);
  }

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @param text its content
   * @param options what {@code option["name"]} and {@code production_tag} go by
   */
  public static RuleFile read(String file, String text, Options options) {
    RuleFileReader reader = new RuleFileReader(file, options);
    Node root = reader.yaml.compose(text);
    List<Rule> rules = root == null ? List.of() : reader.rules(root);
    return new RuleFile(rules, reader.yaml.problems(), reader.enabled);
  }

  private List<Rule> rules(Node root) {
    Map<String, Entry> top = yaml.mapping(root, "a rule file");
    for (Map.Entry<String, Entry> entry : top.entrySet()) {
      if (!KEYS.contains(entry.getKey())) {
        yaml.problem(
            entry.getValue().key(),
            "unknown key '" + entry.getKey() + "'" + NearestWord.hint(entry.getKey(), KEYS));
      }
    }
    Entry defaults = top.get("defaults");
    Map<RuleKey, Entry> standard =
        defaults == null ? Map.of() : keys(defaults.value(), "the defaults");

    Entry enabling = top.get("enabled");
    if (enabling != null) {
      readEnabled(enabling.value());
    }

    List<Rule> rules = new ArrayList<>();
    Entry list = top.get("rules");
    if (list == null) {
      if (enabling == null) {
        yaml.problem(root, "there are no rules; begin their list with 'rules:'");
      }
      return rules;
    }
    for (Node node : yaml.sequence(list.value(), "the rules")) {
      int before = yaml.problems().size();
      Map<RuleKey, Entry> own = keys(node, "a rule");
      Rule rule =
          new RuleReader(yaml, node, own, standard, options)
              .read(file + ":" + YamlNodes.line(node));
      if (rule != null && yaml.problems().size() == before) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private void readEnabled(Node node) {
    String text = yaml.text(node, "'enabled'");
    if (text != null && !text.equals("true") && !text.equals("false")) {
      yaml.problem(node, "enabled is '" + text + "'; it can be true or false");
    }
    enabled = !"false".equals(text);
  }

  private Map<RuleKey, Entry> keys(Node node, String what) {
    Map<RuleKey, Entry> known = new EnumMap<>(RuleKey.class);
    for (Map.Entry<String, Entry> entry : yaml.mapping(node, what).entrySet()) {
      RuleKey key = key(entry.getKey());
      if (key == null) {
        yaml.problem(
            entry.getValue().key(),
            "unknown key '"
                + entry.getKey()
                + "'"
                + NearestWord.hint(entry.getKey(), RuleKey.words()));
      } else {
        known.put(key, entry.getValue());
      }
    }
    return known;
  }

  private static @Nullable RuleKey key(String word) {
    for (RuleKey key : RuleKey.values()) {
      if (key.word().equals(word)) {
        return key;
      }
    }
    return null;
  }
}
