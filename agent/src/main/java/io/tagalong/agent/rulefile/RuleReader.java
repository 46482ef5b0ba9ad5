package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.MethodPattern;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import io.tagalong.agent.rule.Note;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.Slot;
import io.tagalong.agent.rule.Target;
import io.tagalong.agent.rulefile.YamlNodes.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one rule. Its problems go to the file's nodes; a rule with a problem is not to be used. */
final class RuleReader {
  private static final String TAG_KEY = "[A-Za-z][A-Za-z0-9_./-]{0,99}";
  private static final String METRIC_NAME = "[A-Za-z][A-Za-z0-9_.]{0,199}(\\{" + TAG_KEY + "\\})?";
  private static final String NOTE_NAME = "[A-Za-z][A-Za-z0-9_]{0,99}";
  private static final String TYPE_NAME = "[\\p{javaJavaIdentifierPart}.]+";

  private final YamlNodes yaml;
  private final RuleNodes given;
  private final Options options;

  RuleReader(
      YamlNodes yaml,
      Node rule,
      Map<RuleKey, Entry> own,
      Map<RuleKey, Entry> defaults,
      Options options) {
    this.yaml = yaml;
    this.given = new RuleNodes(yaml, rule, own, defaults);
    this.options = options;
  }

  /**
   * Reads the rule.
   *
   * @param place file and line
   * @return null when so much is wrong that there is no rule
   */
  @Nullable Rule read(String place) {
    return given.has(RuleKey.NOTE) ? readNote(place) : readSample(place);
  }

  private @Nullable Rule readNote(String place) {
    String name = given.matching(RuleKey.NOTE, NOTE_NAME, "a note's name");
    Path on = path(RuleKey.ON);
    Node valueNode = given.node(RuleKey.VALUE);
    Chain value = valueNode == null ? null : chain(valueNode, "a value");
    if (given.hasOwn(RuleKey.METRIC)) {
      given.problem(RuleKey.METRIC, "a rule has a metric or a note; make two rules of it");
    }
    if (!given.has(RuleKey.ON) || valueNode == null) {
      given.problem("a note needs 'on', the object that it stands beside, and a 'value'");
    }
    if (name == null || on == null || value == null) {
      return null;
    }
    Rule read =
        Rule.of("note " + name + " (" + place + ")", target(), Metric.count(name))
            .note(new Note(name, on, value))
            .conditions(conditions())
            .awaiting(awaiting())
            .build();
    check(read);
    return read;
  }

  private void check(Rule read) {
    if (read.each() == null && read.reads(Slot.Kind.ITEM)) {
      given.problem("'item' is an element of a list; say of which with 'each'");
    }
    if (read.needsThrown()) {
      refuseConstructors(read.target());
    }
  }

  private @Nullable Rule readSample(String place) {
    String name = given.matching(RuleKey.METRIC, METRIC_NAME, "a metric's name");
    Map<String, Chain> tags = tags();
    MetricType type = given.choice(RuleKey.TYPE, MetricType.class, MetricType.COUNT);
    double sampleRate = given.number(RuleKey.SAMPLE_RATE, 1, 0, 1);
    int limit = (int) given.number(RuleKey.LIMIT, Metric.DEFAULT_LIMIT, 1, Metric.MAX_LIMIT);
    Target target = target();
    Measure measure = measure(type);
    List<Condition> conditions = conditions();
    addProductionOnly(tags, conditions);
    boolean awaiting = awaiting();
    String once = given.text(RuleKey.ONCE);
    if (sampleRate < 1 && type.sampling() == MetricType.Sampling.NEVER) {
      given.problem(
          RuleKey.SAMPLE_RATE,
          "a " + type.word() + " cannot be sampled; leave this out, or take a distribution");
    }
    if (name == null || tags.size() > Metric.MAX_TAGS) {
      return null;
    }
    Metric metric = new Metric(name, type, new ArrayList<>(tags.keySet()), limit, sampleRate);
    String nameKey = metric.nameKey();
    if (nameKey != null && !tags.containsKey(nameKey)) {
      given.problem(
          RuleKey.METRIC,
          "the rule has no tag '" + nameKey + "'" + NearestWord.hint(nameKey, tags.keySet()));
    }
    String id = name + " (" + place + ")";
    Rule read =
        Rule.of(id, target, metric)
            .measure(measure)
            .tags(new ArrayList<>(tags.values()))
            .conditions(conditions)
            .each(path(RuleKey.EACH))
            .once(once == null && !target.superTypes().isEmpty() ? place : once)
            .awaiting(awaiting)
            .build();
    check(read);
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
        given.problem(
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
      given.problem("the rule has no 'class'");
    }
    List<MethodPattern> methods = new ArrayList<>();
    for (Node node : given.nodes(RuleKey.METHOD)) {
      String text = yaml.text(node, "a method");
      if (text != null) {
        try {
          methods.add(MethodPatterns.read(text));
        } catch (TextProblem e) {
          yaml.problem(node, e.offset(), e.text());
        }
      }
    }
    if (!given.has(RuleKey.METHOD)) {
      given.problem("the rule has no 'method'");
    }
    String returns =
        !given.has(RuleKey.RETURNS) ? null : given.matching(RuleKey.RETURNS, TYPE_NAME, "a type");
    return new Target(setOf(classes), setOf(superTypes), methods, returns);
  }

  private static Set<String> setOf(List<String> names) {
    return new LinkedHashSet<>(names);
  }

  private List<String> types(RuleKey key) {
    List<String> names = new ArrayList<>();
    for (Node node : given.nodes(key)) {
      String name = yaml.text(node, "a class");
      if (name != null && name.matches(TYPE_NAME)) {
        names.add(name);
      } else if (name != null) {
        yaml.problem(node, "'" + name + "' is not the name of a class, like com.example.Shop");
      }
    }
    return names;
  }

  /** Reads where something of the call is, which an element of a list is not. */
  private @Nullable Path path(RuleKey key) {
    String text = given.text(key);
    if (text == null) {
      return null;
    }
    try {
      Path path = Expressions.path(text, options);
      if (path.slot().kind() == Slot.Kind.ITEM) {
        given.problem(key, "'item' is what 'each' gives; begin with what the call hands over");
      }
      return path;
    } catch (TextProblem e) {
      given.problem(key, e);
      return null;
    }
  }

  private @Nullable Chain chain(Node node, String what) {
    String text = yaml.text(node, what);
    if (text == null) {
      return null;
    }
    try {
      return Expressions.chain(text, options);
    } catch (TextProblem e) {
      yaml.problem(node, e.offset(), e.text());
      return null;
    }
  }

  private Measure measure(MetricType type) {
    Measure.Unit unit = given.choice(RuleKey.UNIT, Measure.Unit.class, Measure.Unit.MILLISECONDS);
    String text = given.has(RuleKey.VALUE) ? given.text(RuleKey.VALUE) : "1";
    if (given.has(RuleKey.UNIT) && !"elapsed".equals(text)) {
      given.problem(RuleKey.UNIT, "only 'value: elapsed' has a unit; leave it out");
    }
    if (text == null || text.equals("1")) {
      if (type != MetricType.COUNT) {
        given.problem(RuleKey.VALUE, "a " + type.word() + " needs a value: 'elapsed' or a path");
      }
      return Measure.ONE;
    }
    if (text.equals("elapsed")) {
      if (type == MetricType.SET) {
        given.problem(RuleKey.VALUE, "a set has members, not times; give a path");
      }
      if (type == MetricType.TIMING && unit != Measure.Unit.MILLISECONDS) {
        given.problem(RuleKey.UNIT, "a timing is in milliseconds; for others take a distribution");
      }
      return Measure.elapsed(unit);
    }
    try {
      return Measure.at(Expressions.path(text, options));
    } catch (TextProblem e) {
      given.problem(RuleKey.VALUE, e);
      return Measure.ONE;
    }
  }

  /** Sorted by key, so that rules which give the same tags share a table. */
  private Map<String, Chain> tags() {
    Map<String, Chain> tags = new TreeMap<>();
    for (Node mapping : given.both(RuleKey.TAGS)) {
      for (Map.Entry<String, Entry> entry : yaml.mapping(mapping, "tags").entrySet()) {
        Chain value = chain(entry.getValue().value(), "a tag's value");
        if (!entry.getKey().matches(TAG_KEY)) {
          yaml.problem(entry.getValue().key(), "'" + entry.getKey() + "' is no key of a tag");
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

  private List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    for (Node list : given.both(RuleKey.WHEN)) {
      addConditions(list, false, conditions);
    }
    for (Node list : given.both(RuleKey.UNLESS)) {
      addConditions(list, true, conditions);
    }
    return conditions;
  }

  private void addProductionOnly(Map<String, Chain> tags, List<Condition> conditions) {
    String tag = given.text(RuleKey.PRODUCTION_TAG);
    if (tag != null) {
      Chain environment = tags.get(tag);
      if (environment == null) {
        given.problem(
            RuleKey.PRODUCTION_TAG,
            "the rule has no tag '" + tag + "'" + NearestWord.hint(tag, tags.keySet()));
      } else if (!options.includeNonProduction()) {
        conditions.add(Condition.onlyWhen(environment, "production"));
      }
    }
  }

  private void addConditions(Node list, boolean negated, List<Condition> conditions) {
    for (Node node : YamlNodes.oneOrMore(list)) {
      String text = yaml.text(node, "a condition");
      if (text != null) {
        try {
          Condition condition = Expressions.condition(text, options);
          conditions.add(negated ? condition.negated() : condition);
        } catch (TextProblem e) {
          yaml.problem(node, e.offset(), e.text());
        }
      }
    }
  }

  private boolean awaiting() {
    if (!given.has(RuleKey.AWAIT)) {
      return false;
    }
    if (!"return".equals(given.text(RuleKey.AWAIT))) {
      given.problem(RuleKey.AWAIT, "only what the method gives can be awaited: 'await: return'");
    }
    return true;
  }
}
