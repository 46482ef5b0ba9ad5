package io.tagalong.agent.rulefile;

import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.MethodPattern;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.Target;
import io.tagalong.agent.rulefile.YamlNodes.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one rule. Its problems go to the file's nodes; a rule with a problem is not to be used. */
final class RuleReader {
  private static final String TAG_KEY = "[A-Za-z][A-Za-z0-9_./-]{0,99}";
  private static final String METRIC_NAME = "[A-Za-z][A-Za-z0-9_.]{0,199}(\\{" + TAG_KEY + "\\})?";
  private static final String TYPE_NAME = "[\\p{javaJavaIdentifierPart}.]+";

  private final YamlNodes yaml;
  private final Node rule;
  private final Map<RuleKey, Entry> own;
  private final Map<RuleKey, Entry> defaults;
  private final boolean includeNonProduction;

  RuleReader(
      YamlNodes yaml,
      Node rule,
      Map<RuleKey, Entry> own,
      Map<RuleKey, Entry> defaults,
      boolean includeNonProduction) {
    this.yaml = yaml;
    this.rule = rule;
    this.own = own;
    this.defaults = defaults;
    this.includeNonProduction = includeNonProduction;
  }

  /**
   * Reads the rule.
   *
   * @param place file and line
   * @return null when so much is wrong that there is no rule
   */
  @Nullable Rule read(String place) {
    String name = matching(RuleKey.METRIC, METRIC_NAME, "a metric's name");
    Map<String, Chain> tags = tags();
    MetricType type = choice(RuleKey.TYPE, MetricType.class, MetricType.COUNT);
    double sampleRate = number(RuleKey.SAMPLE_RATE, 1, 0, 1);
    int limit = (int) number(RuleKey.LIMIT, Metric.DEFAULT_LIMIT, 1, Metric.MAX_LIMIT);
    Target target = target();
    Measure measure = measure(type);
    List<Condition> conditions = conditions(tags);
    boolean awaiting = awaiting();
    String once = node(RuleKey.ONCE) == null ? null : text(RuleKey.ONCE);
    if (sampleRate < 1 && type.sampling() == MetricType.Sampling.NEVER) {
      problem(
          RuleKey.SAMPLE_RATE,
          "a " + type.word() + " cannot be sampled; leave this out, or take a distribution");
    }
    if (name == null || tags.size() > Metric.MAX_TAGS) {
      return null;
    }
    Metric metric = new Metric(name, type, new ArrayList<>(tags.keySet()), limit, sampleRate);
    String nameKey = metric.nameKey();
    if (nameKey != null && !tags.containsKey(nameKey)) {
      problem(
          RuleKey.METRIC,
          "the rule has no tag '" + nameKey + "'" + NearestWord.hint(nameKey, tags.keySet()));
    }
    String id = name + " (" + place + ")";
    Rule read =
        Rule.of(id, target, metric)
            .measure(measure)
            .tags(new ArrayList<>(tags.values()))
            .conditions(conditions)
            .once(once == null && !target.superTypes().isEmpty() ? place : once)
            .awaiting(awaiting)
            .build();
    if (read.needsThrown()) {
      refuseConstructors(target);
    }
    return read;
  }

  /** Reads the methods that a probe is for: it watches both ends of a call. */
  Target probeTarget() {
    Target target = target();
    refuseConstructors(target);
    return target;
  }

  /** An uninitialised object may not be inside a try block, so nothing can follow its throwing. */
  private void refuseConstructors(Target target) {
    for (MethodPattern method : target.methods()) {
      if (method.names().contains(MethodPattern.CONSTRUCTOR)) {
        problem(
            RuleKey.METHOD,
            "a constructor that throws cannot be watched; leave out 'thrown', 'once' and"
                + " 'subtypes_of'");
      }
    }
  }

  private Target target() {
    List<String> classes = types(RuleKey.CLASS);
    List<String> superTypes = types(RuleKey.SUBTYPES_OF);
    if (classes.isEmpty() && superTypes.isEmpty()) {
      yaml.problem(rule, "the rule has no 'class'");
    }
    List<MethodPattern> methods = new ArrayList<>();
    for (Node node : nodes(RuleKey.METHOD)) {
      String text = yaml.text(node, "a method");
      if (text != null) {
        try {
          methods.add(MethodPatterns.read(text));
        } catch (TextProblem e) {
          yaml.problem(node, e.offset(), e.text());
        }
      }
    }
    if (node(RuleKey.METHOD) == null) {
      yaml.problem(rule, "the rule has no 'method'");
    }
    String returns =
        node(RuleKey.RETURNS) == null ? null : matching(RuleKey.RETURNS, TYPE_NAME, "a type");
    return new Target(setOf(classes), setOf(superTypes), methods, returns);
  }

  private static Set<String> setOf(List<String> names) {
    return new LinkedHashSet<>(names);
  }

  private List<String> types(RuleKey key) {
    List<String> names = new ArrayList<>();
    for (Node node : nodes(key)) {
      String name = yaml.text(node, "a class");
      if (name != null && name.matches(TYPE_NAME)) {
        names.add(name);
      } else if (name != null) {
        yaml.problem(node, "'" + name + "' is not the name of a class, like com.example.Shop");
      }
    }
    return names;
  }

  private Measure measure(MetricType type) {
    Measure.Unit unit = choice(RuleKey.UNIT, Measure.Unit.class, Measure.Unit.MILLISECONDS);
    String text = node(RuleKey.VALUE) == null ? "1" : text(RuleKey.VALUE);
    if (node(RuleKey.UNIT) != null && !"elapsed".equals(text)) {
      problem(RuleKey.UNIT, "only 'value: elapsed' has a unit; leave it out");
    }
    if (text == null || text.equals("1")) {
      if (type != MetricType.COUNT) {
        problem(RuleKey.VALUE, "a " + type.word() + " needs a value: 'elapsed' or a path");
      }
      return Measure.ONE;
    }
    if (text.equals("elapsed")) {
      if (type == MetricType.SET) {
        problem(RuleKey.VALUE, "a set has members, not times; give a path");
      }
      if (type == MetricType.TIMING && unit != Measure.Unit.MILLISECONDS) {
        problem(RuleKey.UNIT, "a timing is in milliseconds; for others take a distribution");
      }
      return Measure.elapsed(unit);
    }
    try {
      return Measure.at(Expressions.path(text));
    } catch (TextProblem e) {
      yaml.problem(nodeOrRule(RuleKey.VALUE), e.offset(), e.text());
      return Measure.ONE;
    }
  }

  /** Sorted by key, so that rules which give the same tags share a table. */
  private Map<String, Chain> tags() {
    Map<String, Chain> tags = new TreeMap<>();
    for (Node mapping : both(RuleKey.TAGS)) {
      for (Map.Entry<String, Entry> entry : yaml.mapping(mapping, "tags").entrySet()) {
        Node value = entry.getValue().value();
        String text = yaml.text(value, "a tag's value");
        if (!entry.getKey().matches(TAG_KEY)) {
          yaml.problem(entry.getValue().key(), "'" + entry.getKey() + "' is no key of a tag");
        } else if (text != null) {
          try {
            tags.put(entry.getKey(), Expressions.chain(text));
          } catch (TextProblem e) {
            yaml.problem(value, e.offset(), e.text());
          }
        }
      }
    }
    if (tags.size() > Metric.MAX_TAGS) {
      problem(RuleKey.TAGS, "there are " + tags.size() + " tags; " + Metric.MAX_TAGS + " can be");
    }
    return tags;
  }

  private List<Condition> conditions(Map<String, Chain> tags) {
    List<Condition> conditions = new ArrayList<>();
    for (Node list : both(RuleKey.WHEN)) {
      addConditions(list, false, conditions);
    }
    for (Node list : both(RuleKey.UNLESS)) {
      addConditions(list, true, conditions);
    }
    String tag = node(RuleKey.PRODUCTION_TAG) == null ? null : text(RuleKey.PRODUCTION_TAG);
    if (tag != null) {
      Chain environment = tags.get(tag);
      if (environment == null) {
        problem(
            RuleKey.PRODUCTION_TAG,
            "the rule has no tag '" + tag + "'" + NearestWord.hint(tag, tags.keySet()));
      } else if (!includeNonProduction) {
        conditions.add(Condition.onlyWhen(environment, "production"));
      }
    }
    return conditions;
  }

  private void addConditions(Node list, boolean negated, List<Condition> conditions) {
    for (Node node : YamlNodes.oneOrMore(list)) {
      String text = yaml.text(node, "a condition");
      if (text != null) {
        try {
          Condition condition = Expressions.condition(text);
          conditions.add(negated ? condition.negated() : condition);
        } catch (TextProblem e) {
          yaml.problem(node, e.offset(), e.text());
        }
      }
    }
  }

  private boolean awaiting() {
    if (node(RuleKey.AWAIT) == null) {
      return false;
    }
    if (!"return".equals(text(RuleKey.AWAIT))) {
      problem(RuleKey.AWAIT, "only what the method gives can be awaited: 'await: return'");
    }
    return true;
  }

  private <E extends Enum<E>> E choice(RuleKey key, Class<E> type, E standard) {
    String text = node(key) == null ? null : text(key);
    if (text == null) {
      return standard;
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
    return standard;
  }

  /** A number above or at {@code least}; at 0 only above. */
  private double number(RuleKey key, double standard, int least, int most) {
    String text = node(key) == null ? null : text(key);
    if (text == null) {
      return standard;
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
    return standard;
  }

  private @Nullable String matching(RuleKey key, String pattern, String what) {
    if (node(key) == null) {
      yaml.problem(rule, "the rule has no '" + key.word() + "'");
      return null;
    }
    String text = text(key);
    if (text != null && !text.matches(pattern)) {
      problem(key, "'" + text + "' is not " + what);
      return null;
    }
    return text;
  }

  private @Nullable String text(RuleKey key) {
    return yaml.text(nodeOrRule(key), "'" + key.word() + "'");
  }

  private List<Node> nodes(RuleKey key) {
    Node node = node(key);
    return node == null ? List.of() : YamlNodes.oneOrMore(node);
  }

  /** What the defaults and the rule say, where both count. */
  private List<Node> both(RuleKey key) {
    List<Node> nodes = new ArrayList<>();
    Entry standard = defaults.get(key);
    if (standard != null) {
      nodes.add(standard.value());
    }
    Entry entry = own.get(key);
    if (entry != null) {
      nodes.add(entry.value());
    }
    return nodes;
  }

  private @Nullable Node node(RuleKey key) {
    Entry entry = own.containsKey(key) ? own.get(key) : defaults.get(key);
    return entry == null ? null : entry.value();
  }

  private Node nodeOrRule(RuleKey key) {
    Node node = node(key);
    return node == null ? rule : node;
  }

  private void problem(RuleKey key, String message) {
    yaml.problem(nodeOrRule(key), message);
  }
}
