package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import io.tagalong.agent.rule.Note;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.Slot;
import io.tagalong.agent.rule.Target;
import io.tagalong.agent.yaml.NearestWord;
import io.tagalong.agent.yaml.YamlNode;
import io.tagalong.agent.yaml.YamlNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one rule. Its problems go to the file's nodes; a rule with a problem is not to be used. */
final class RuleReader {
  private static final String METRIC_NAME =
      "[A-Za-z][A-Za-z0-9_.]{0,199}(\\{" + RuleExpressions.TAG_KEY + "\\})?";
  private static final String NOTE_NAME = "[A-Za-z][A-Za-z0-9_]{0,99}";

  private final RuleNodes given;
  private final TargetReader targets;
  private final RuleExpressions expressions;
  private final Options options;
  private final boolean ofUser;

  /**
   * @param ofUser whether a user has written the rule
   */
  RuleReader(YamlNodes yaml, RuleNodes given, Options options, boolean ofUser) {
    this.ofUser = ofUser;
    this.given = given;
    this.targets = new TargetReader(yaml, given);
    this.expressions = new RuleExpressions(yaml, given, options);
    this.options = options;
  }

  /**
   * Reads the rule.
   *
   * @param place file and line
   * @return null when so much is wrong that there is no rule
   */
  @Nullable Rule read(String place) {
    boolean note = given.has(RuleKey.NOTE);
    refuseKeysOfOthers(note);
    Rule rule = note ? readNote(place) : readSample(place);
    if (rule != null) {
      check(rule);
    }
    return rule;
  }

  /**
   * What would be ignored is a mistake. The defaults may have it: they are for rules of both kinds.
   */
  private void refuseKeysOfOthers(boolean note) {
    for (RuleKey key : given.ownKeys()) {
      if (key == RuleKey.METRIC && note) {
        given.problem(key, "a rule has a metric or a note; make two rules of it");
      } else if (note && !key.ofNotes()) {
        given.problem(key, "a note has no '" + key.word() + "'; leave it out");
      } else if (!note && !key.ofMetrics() && !given.unclear()) {
        given.problem(key, "only a note has '" + key.word() + "'; leave it out, or give a 'note'");
      }
    }
  }

  private void check(Rule rule) {
    if (rule.each() == null && rule.reads(Slot.Kind.ITEM)) {
      given.problem("'item' is an element of a list; say of which with 'each'");
    }
    Path each = rule.each();
    if (rule.awaiting() && each != null && each.slot().kind() != Slot.Kind.RETURN) {
      given.problem(RuleKey.EACH, "a rule with 'await' records elements of 'return' only");
    }
    if (rule.needsThrown()) {
      targets.refuseConstructors(rule.target());
    }
  }

  private @Nullable Rule readNote(String place) {
    String name =
        given.matching(
            RuleKey.NOTE, NOTE_NAME, "a note's name; give letters, digits and _, a letter first");
    Path on = expressions.pathOfCall(RuleKey.ON);
    YamlNode valueNode = given.node(RuleKey.VALUE);
    Chain value = valueNode == null ? null : expressions.chain(valueNode, "a value");
    if (!given.has(RuleKey.ON) || valueNode == null) {
      given.lacks("a note needs 'on', the object that it stands beside, and a 'value'");
    }
    if (name == null || on == null || value == null) {
      return null;
    }
    Note note = new Note(name, on, value);
    return Rule.of("note " + name + " (" + place + ")", targets.read(), note)
        .ofUser(ofUser)
        .conditions(expressions.conditions())
        .awaiting(awaiting())
        .build();
  }

  private @Nullable Rule readSample(String place) {
    if (!given.has(RuleKey.METRIC)) {
      given.lacks("the rule has no 'metric'; give its name, or a 'note'");
    }
    String name =
        given.matching(
            RuleKey.METRIC,
            METRIC_NAME,
            "a metric's name; give up to 200 letters, digits, _ and ., a letter first");
    Map<String, Chain> tags = expressions.tags();
    MetricType type = given.choice(RuleKey.TYPE, MetricType.class, MetricType.COUNT);
    double sampleRate = given.number(RuleKey.SAMPLE_RATE, 1, 0, 1);
    int limit = (int) given.number(RuleKey.LIMIT, Metric.DEFAULT_LIMIT, 1, Metric.MAX_LIMIT);
    Target target = targets.read();
    Measure measure = measure(type);
    List<Condition> conditions = expressions.conditions();
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
      given.problem(RuleKey.METRIC, noTag(nameKey, tags));
    }
    return Rule.of(name + " (" + place + ")", target, metric)
        .ofUser(ofUser)
        .measure(measure)
        .tags(new ArrayList<>(tags.values()))
        .conditions(conditions)
        .each(expressions.pathOfCall(RuleKey.EACH))
        .once(once == null && !target.superTypes().isEmpty() ? place : once)
        .awaiting(awaiting)
        .build();
  }

  private Measure measure(MetricType type) {
    Measure.Unit unit = given.choice(RuleKey.UNIT, Measure.Unit.class, Measure.Unit.MILLISECONDS);
    String text = given.has(RuleKey.VALUE) ? given.text(RuleKey.VALUE) : "1";
    if (given.has(RuleKey.UNIT) && !Expressions.ELAPSED.equals(text)) {
      given.problem(RuleKey.UNIT, "only 'value: elapsed' has a unit; leave it out");
    }
    if (text == null || text.equals("1")) {
      if (type != MetricType.COUNT) {
        given.problem(RuleKey.VALUE, "a " + type.word() + " needs a value: 'elapsed' or a path");
      }
      return Measure.ONE;
    }
    if (text.equals(Expressions.ELAPSED)) {
      if (type == MetricType.SET) {
        given.problem(RuleKey.VALUE, "a set has members, not times; give a path");
      }
      if (type == MetricType.TIMING && unit != Measure.Unit.MILLISECONDS) {
        given.problem(RuleKey.UNIT, "a timing is in milliseconds; for others take a distribution");
      }
      return Measure.elapsed(unit);
    }
    Path path = expressions.value(text);
    return path == null ? Measure.ONE : Measure.at(path);
  }

  private void addProductionOnly(Map<String, Chain> tags, List<Condition> conditions) {
    String tag = given.text(RuleKey.PRODUCTION_TAG);
    if (tag != null) {
      Chain environment = tags.get(tag);
      if (environment == null) {
        given.problem(RuleKey.PRODUCTION_TAG, noTag(tag, tags));
      } else if (!options.includeNonProduction()) {
        conditions.add(Condition.onlyWhen(environment, "production"));
      }
    }
  }

  private static String noTag(String key, Map<String, Chain> tags) {
    return "the rule has no tag '" + key + "'" + NearestWord.hint(key, tags.keySet());
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
