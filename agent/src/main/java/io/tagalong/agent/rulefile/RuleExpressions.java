package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Slot;
import io.tagalong.agent.yaml.TextProblem;
import io.tagalong.agent.yaml.YamlNode;
import io.tagalong.agent.yaml.YamlNodes;
import io.tagalong.agent.yaml.YamlNodes.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the paths, chains and conditions of one rule. What is none is a problem of the file, and is
 * absent.
 */
final class RuleExpressions {
  static final String TAG_KEY = "[A-Za-z][A-Za-z0-9_./-]{0,99}";
  private static final String TAG_KEY_IS =
      "give up to 100 letters, digits and _ . / -, a letter first";

  private final YamlNodes yaml;
  private final RuleNodes given;
  private final Options options;

  RuleExpressions(YamlNodes yaml, RuleNodes given, Options options) {
    this.yaml = yaml;
    this.given = given;
    this.options = options;
  }

  /** Reads where the value of a sample is. */
  @Nullable Path value(String text) {
    try {
      return Expressions.value(text, options);
    } catch (TextProblem e) {
      given.problem(RuleKey.VALUE, e);
      return null;
    }
  }

  /** Reads where something of the call is, which an element of a list is not. */
  @Nullable Path pathOfCall(RuleKey key) {
    String text = given.text(key);
    if (text == null) {
      return null;
    }
    try {
      Path path = Expressions.path(text, options);
      if (path.slot().kind() != Slot.Kind.ITEM) {
        return path;
      }
      given.problem(key, "'item' is what 'each' gives; begin with what the call hands over");
    } catch (TextProblem e) {
      given.problem(key, e);
    }
    return null;
  }

  /**
   * Reads a value.
   *
   * @param what is meant to stand there, for messages
   */
  @Nullable Chain chain(YamlNode node, String what) {
    String text = yaml.text(node, what);
    if (text == null) {
      return null;
    }
    try {
      return Expressions.chain(text, options);
    } catch (TextProblem e) {
      yaml.problem(node, e);
      return null;
    }
  }

  /** Sorted by key, so that rules which give the same tags share a table. */
  Map<String, Chain> tags() {
    Map<String, Chain> tags = new TreeMap<>();
    for (YamlNode mapping : given.both(RuleKey.TAGS)) {
      for (Map.Entry<String, Entry> entry : yaml.mapping(mapping, "tags").entrySet()) {
        Chain value = chain(entry.getValue().value(), "a tag's value");
        if (!entry.getKey().matches(TAG_KEY)) {
          yaml.problem(
              entry.getValue().key(), "'" + entry.getKey() + "' is no key of a tag; " + TAG_KEY_IS);
        } else if (value != null) {
          tags.put(entry.getKey(), value);
        }
      }
    }
    if (tags.size() > Metric.MAX_TAGS) {
      given.problem(
          RuleKey.TAGS, "there are " + tags.size() + " tags; " + Metric.MAX_TAGS + " can be");
    }
    return tags;
  }

  /** Those of {@code when}, and the opposites of those of {@code unless}: all must hold. */
  List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>(conditions(RuleKey.WHEN));
    for (Condition condition : conditions(RuleKey.UNLESS)) {
      conditions.add(condition.negated());
    }
    return conditions;
  }

  private List<Condition> conditions(RuleKey key) {
    List<Condition> conditions = new ArrayList<>();
    for (YamlNode list : given.both(key)) {
      for (YamlNode node : list.oneOrMore()) {
        Condition condition = condition(node);
        if (condition != null) {
          conditions.add(condition);
        }
      }
    }
    return conditions;
  }

  private @Nullable Condition condition(YamlNode node) {
    String text = yaml.text(node, "a condition");
    if (text == null) {
      return null;
    }
    try {
      return Expressions.condition(text, options);
    } catch (TextProblem e) {
      yaml.problem(node, e);
      return null;
    }
  }
}
