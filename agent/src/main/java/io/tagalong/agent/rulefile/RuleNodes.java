package io.tagalong.agent.rulefile;

import io.tagalong.agent.yaml.NearestWord;
import io.tagalong.agent.yaml.TextProblem;
import io.tagalong.agent.yaml.YamlNode;
import io.tagalong.agent.yaml.YamlNodes;
import io.tagalong.agent.yaml.YamlNodes.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands in one rule by key, with the defaults of its file behind it. */
final class RuleNodes {
  private final YamlNodes yaml;
  private final YamlNode rule;
  private final Map<RuleKey, Entry> own;
  private final Map<RuleKey, Entry> defaults;
  private final boolean unclear;

  /**
   * @param unclear whether a key of the rule or of the defaults is not known
   */
  RuleNodes(
      YamlNodes yaml,
      YamlNode rule,
      Map<RuleKey, Entry> own,
      Map<RuleKey, Entry> defaults,
      boolean unclear) {
    this.yaml = yaml;
    this.rule = rule;
    this.own = own;
    this.defaults = defaults;
    this.unclear = unclear;
  }

  boolean has(RuleKey key) {
    return node(key) != null;
  }

  /** The keys that stand in the rule itself, in the order of {@link RuleKey}. */
  Set<RuleKey> ownKeys() {
    return own.keySet();
  }

  /** The constant whose name a key has, in lower case. */
  <E extends Enum<E>> E choice(RuleKey key, Class<E> type, E defaultValue) {
    String text = text(key);
    if (text == null) {
      return defaultValue;
    }
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return constant;
      }
      words.add(word);
    }
    problem(key, "unknown " + key.word() + " '" + text + "'" + NearestWord.hint(text, words));
    return defaultValue;
  }

  /**
   * A number from {@code least} to {@code most}: a whole one, or with {@code least} 0 any above 0.
   */
  double number(RuleKey key, double defaultValue, int least, int most) {
    String text = text(key);
    if (text == null) {
      return defaultValue;
    }
    boolean whole = least > 0;
    if (text.matches(whole ? "[0-9]{1,9}" : "[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      double number = Double.parseDouble(text);
      if (number >= least && number > 0 && number <= most) {
        return number;
      }
    }
    String range = whole ? "a whole number from " + least : "a number above " + least;
    problem(key, "'" + text + "' is not " + range + " to " + most);
    return defaultValue;
  }

  /**
   * The text of a key; null when it is not there.
   *
   * @param what matches the pattern, and how to get there, for messages
   */
  @Nullable String matching(RuleKey key, String pattern, String what) {
    String text = text(key);
    if (text != null && !text.matches(pattern)) {
      problem(key, "'" + text + "' is not " + what);
      return null;
    }
    return text;
  }

  /** The text of a key; null when it is not there, or is no text, which is then a problem. */
  @Nullable String text(RuleKey key) {
    YamlNode node = node(key);
    return node == null ? null : yaml.text(node, "'" + key.word() + "'");
  }

  /** The elements of a key's list, or the one that stands there without a list. */
  List<YamlNode> nodes(RuleKey key) {
    YamlNode node = node(key);
    return node == null ? List.of() : node.oneOrMore();
  }

  /** What the defaults and the rule say, where both count. */
  List<YamlNode> both(RuleKey key) {
    List<YamlNode> nodes = new ArrayList<>();
    Entry defaultValue = defaults.get(key);
    if (defaultValue != null) {
      nodes.add(defaultValue.value());
    }
    Entry entry = own.get(key);
    if (entry != null) {
      nodes.add(entry.value());
    }
    return nodes;
  }

  @Nullable YamlNode node(RuleKey key) {
    Entry entry = own.containsKey(key) ? own.get(key) : defaults.get(key);
    return entry == null ? null : entry.value();
  }

  private YamlNode nodeOrRule(RuleKey key) {
    YamlNode node = node(key);
    return node == null ? rule : node;
  }

  /** Whether a key of the rule or of the defaults is not known. */
  boolean unclear() {
    return unclear;
  }

  /** A problem of a rule that does not say what it must, unless an unknown key may be just that. */
  void lacks(String message) {
    if (!unclear) {
      problem(message);
    }
  }

  /** A problem of the rule as a whole. */
  void problem(String message) {
    yaml.problem(rule, message);
  }

  /** A problem with what a key says, or with its not being there. */
  void problem(RuleKey key, String message) {
    yaml.problem(nodeOrRule(key), message);
  }

  /** A problem inside the text of a key. */
  void problem(RuleKey key, TextProblem problem) {
    yaml.problem(nodeOrRule(key), problem);
  }
}
